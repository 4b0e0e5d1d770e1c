import { testOn } from '../../portal/test/under-test.ts';
import { createApp } from '../src/create-app.ts';
import { NOTICE_ROUNDS } from '../src/tokens.ts';

// Before each test file: whatever is tested of examples/portal is tested of this one.
testOn(async (options) => {
  const app = await createApp(options);
  await app.init();
  return {
    app: app.getHttpAdapter().getInstance(),
    sendNotices: app.get(NOTICE_ROUNDS),
    close: () => app.close(),
  };
});
