import type { Options } from 'tsup';
import { library } from '../../tsup.shared.ts';

const config: Options[] = library(['src/index.ts', 'src/client.ts']);

export default config;
