import { homePage } from '../pages/home.ts';
import { signedIn } from '../session/visit.ts';
import { type PageRoute, page } from './page-route.ts';

/** The pages after the sign-in. */
export function homeRoutes(): readonly PageRoute[] {
  return [
    page(
      '/home',
      signedIn(async (visit) => visit.show((view) => homePage(view, visit.person))),
    ),
  ];
}
