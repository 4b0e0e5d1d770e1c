import { expect, test } from 'vitest';
import { html, trustedMarkup } from '../src/views/html.ts';

test('whatever is put into a template is escaped, unless it is markup of ours', () => {
  const typed = `<b title="x" id='y'>&`;
  expect(
    String(html`<p>${typed}${3}${[html`<i>${'<'}</i>`, undefined, false]}${trustedMarkup('<svg/>')}</p>`),
  ).toBe('<p>&lt;b title=&quot;x&quot; id=&#39;y&#39;&gt;&amp;3<i>&lt;</i><svg/></p>');
});
