import { runStorageProcess } from '@factorkit/testkit';
import { type FilePlace, openFile } from './file-storage.ts';

runStorageProcess<FilePlace>((place) => {
  const storage = openFile(place);
  return { storage, close: storage.close };
});
