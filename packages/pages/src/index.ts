export { createPages, type Pages } from './create-pages.ts';
export type { OfferedMethod } from './settings/offered-method.ts';
export type { FramedPage, PagesHost, PagesOptions } from './settings/options.ts';
export type { TextOverrides, Texts } from './texts/catalogue.ts';
export { postForm, textField } from './views/forms.ts';
export { type Html, html } from './views/html.ts';
export type { Page, View } from './views/view.ts';
export { endOfPause, moment } from './views/when.ts';
export type { PageVisit } from './visit/visit.ts';
