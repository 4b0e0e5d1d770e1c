/** User ids that some store somewhere takes for one another. Each is another user's. */
export const alike: readonly string[] = [
  ...['anna', 'Anna', 'ANNA', ' anna', 'anna ', 'anna\t', 'anna\n', 'anna\u00a0', 'anna\u200b', '\ufeffanna'],
  ...['anna\0', 'anna\0b', 'anna\0c', '\0', 'ａnna', 'аnna'],
  ...['é', 'e\u0301', 'e', 'É', 'ß', 'ss', 'ẞ', 'i', 'I', 'ı', 'İ', 'K', '\u212a', 'k', 'ﬁ', 'fi'],
  ...['😀', '😁', '\u{10ffff}', '\uffff', '\ufffd'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'null', 'undefined', 'true', 'NaN'],
  ...["o'brien", "o''brien", 'o"brien', 'o`brien', 'a\\b', 'a\\\\b', '--', '/*', '$1', '?'],
  ...['a%', 'ab', 'a_', 'a*', 'a?', '%', '_', '*', '[a]'],
  ...['1', '01', '1.0', '1e0', '+1', '9007199254740993', '9007199254740992'],
  ...['a/b', 'a%2Fb', 'a%2fb', 'a:b', 'a{b}', '../a', 'a b', 'a+b', 'a%20b'],
  ...['a', 'b'].map((last) => 'x'.repeat(511) + last),
  ...['😀', '😁'].map((last) => '😀'.repeat(255) + last),
];
