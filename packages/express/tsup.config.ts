import type { Options } from 'tsup';
import { library } from '../../tsup.shared.ts';

const config: Options[] = library(['src/index.ts', 'src/session/index.ts']);

export default config;
