import type { Options } from 'tsup';
import { library } from '../../tsup.shared.ts';

const config: Options[] = library([
  'src/index.ts',
  'src/otp/index.ts',
  'src/policy/index.ts',
  'src/memory/index.ts',
  'src/schema/index.ts',
]);

export default config;
