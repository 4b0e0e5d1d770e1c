import { Converter, ReflectionKind } from 'typedoc';

/**
 * A typedoc plug-in: the reference names each entry point as people import it (`@factorkit/core/otp`), not as the
 * folder it lies in (`core/src/otp`).
 *
 * @param {import('typedoc').Application} app
 */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, (context) => {
    for (const module of context.project.getChildrenByKind(ReflectionKind.Module)) {
      module.name = `@factorkit/${module.name.replace('/src', '')}`;
    }
  });
}
