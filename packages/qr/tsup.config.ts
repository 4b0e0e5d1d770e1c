import type { Options } from 'tsup';
import { browserFile, library } from '../../tsup.shared.ts';

const config: Options[] = [...library(), browserFile()];

export default config;
