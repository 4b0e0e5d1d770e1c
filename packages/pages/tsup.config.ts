import type { Options } from 'tsup';
import { library } from '../../tsup.shared.ts';

const config: Options[] = library();

export default config;
