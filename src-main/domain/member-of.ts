// Tables that are asked by a name which was typed or came from elsewhere. Pure.

/** A member of a table; never what every object has, such as `constructor`. */
export function memberOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
