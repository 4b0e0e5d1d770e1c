import type { Options } from 'tsup';
import { library } from '../../tsup.shared.ts';

const config: Options[] = library(['src/index.ts', 'src/migrate-command.ts']);

export default config;
