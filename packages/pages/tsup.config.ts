import { globSync } from 'node:fs';
import type { Options } from 'tsup';
import { library } from '../../tsup.shared.ts';

const languages = globSync('src/languages/*/index.ts').map((path) => path.replaceAll('\\', '/'));

const config: Options[] = library(['src/index.ts', 'src/languages/pseudo.ts', ...languages]);

export default config;
