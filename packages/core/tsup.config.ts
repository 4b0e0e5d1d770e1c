import { defineConfig } from 'tsup';
import { library } from '../../tsup.shared.ts';

export default defineConfig(
  library(['src/index.ts', 'src/otp/index.ts', 'src/policy/index.ts', 'src/memory/index.ts']),
);
