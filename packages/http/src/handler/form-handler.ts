import { assertNever } from '@factorkit/core';
import { type BodyRead, inputInvalid, isPlain, readText } from '../body/body.ts';
import { type Form, parseForm } from '../body/form-body.ts';
import { assertFormKey, FORM_TOKEN_FIELD, isFormToken } from '../body/form-token.ts';
import type { MfaCookieOptions } from '../cookies/cookie.ts';
import { cookieLine } from '../cookies/cookie-change.ts';
import { assertFunctions, callAsyncHostHook } from '../host/call-host-hook.ts';
import type { FormAnswer, FormHost } from '../host/form-host.ts';
import type { Answer } from '../message/answer.ts';
import { protectedHeaders } from '../message/response.ts';
import { type ProblemAnswer, problem } from '../problems/problem.ts';
import type { Route } from '../route/route.ts';

/** HTML forms send only GET and POST. This field contains the intended method. */
const METHOD_FIELD = '_method';
const METHODS: readonly string[] = ['PUT', 'PATCH', 'DELETE'];

/** A form that was checked to be one of the portal's. */
export interface FormRead {
  readonly method: string;
  readonly fields: object;
}

/** The part of a handler that accepts forms. */
export interface FormHandler<Context> {
  takes(request: Request): boolean;
  read(request: Request, context: Context): Promise<BodyRead<FormRead>>;
  respond(context: Context, answered: FormAnswered): Promise<Response>;
}

export interface FormAnswered {
  readonly answer: Answer;
  readonly at?: { readonly route: Pick<Route<never>, 'method' | 'path' | 'document'>; readonly id: string };
}

/** @throws MfaError `configuration-invalid` if the key is too short or a hook is missing. */
export function createFormHandler<Context>(
  forms: FormHost<Context>,
  { cookie, bodyLimitBytes }: { readonly cookie: MfaCookieOptions; readonly bodyLimitBytes: number },
): FormHandler<Context> {
  assertFormKey(forms.key);
  assertFunctions('forms', forms, ['respond']);

  return {
    takes: (request) =>
      request.method === 'POST' && isPlain(request.headers, 'application/x-www-form-urlencoded'),

    async read(request, context) {
      const read = await readForm(request, bodyLimitBytes);
      if (read.kind === 'problem') return read;
      const { fields, asides } = read.value;
      const sessionId = await callAsyncHostHook('forms.sessionId', async () => forms.sessionId?.(context));
      const cookieHeader = request.headers.get('cookie');
      const own = { key: forms.key, cookieHeader, sessionId, cookie };
      if (!(await isFormToken(asides.get(FORM_TOKEN_FIELD), own)))
        return refuse(problem('form-token-invalid'));
      const method = asides.get(METHOD_FIELD) ?? 'POST';
      if (method !== 'POST' && !METHODS.includes(method)) {
        return refuse(inputInvalid({ path: METHOD_FIELD, expected: `one of ${METHODS.join(', ')}` }));
      }
      return { kind: 'body', value: { method, fields } };
    },

    async respond(context, { answer, at }) {
      const formAnswer = { ...routeOf(at), status: answer.status, body: { ...answer.body } };
      const page = await callAsyncHostHook('forms.respond', async () => forms.respond(context, formAnswer));
      const headers = protectedHeaders(page.headers);
      for (const change of answer.cookies ?? []) headers.append('set-cookie', cookieLine(change, cookie));
      return new Response(page.body, { status: page.status, headers });
    },
  };
}

async function readForm(request: Request, limitBytes: number): Promise<BodyRead<Form>> {
  const read = await readText(request, limitBytes);
  if (read.kind === 'problem') return read;
  if (read.value === undefined) return refuse(problem('malformed-form'));
  const parsed = parseForm(read.value, [FORM_TOKEN_FIELD, METHOD_FIELD]);
  switch (parsed.kind) {
    case 'form':
      return { kind: 'body', value: parsed.form };
    case 'malformed':
      return refuse(problem('malformed-form'));
    case 'bad-key':
      return refuse(inputInvalid(parsed));
    default:
      return assertNever(parsed);
  }
}

function routeOf(at: FormAnswered['at']): Pick<FormAnswer, 'route'> {
  if (at === undefined) return {};
  const { method, path, document } = at.route;
  const { operationId } = document;
  return { route: { operationId, method, path, ...(at.id === '' ? {} : { id: at.id }) } };
}

function refuse(refused: ProblemAnswer): { readonly kind: 'problem'; readonly problem: ProblemAnswer } {
  return { kind: 'problem', problem: refused };
}
