/** Whether the browser's back button undoes a change. */
export type ParamHistory = "push" | "replace";

type Codec<Value> = {
  /** Null: the text means nothing, and the link shows what it still can. */
  parse: (text: string) => Value | null;
  serialize: (value: Value) => string;
  eq?: (a: Value, b: Value) => boolean;
};

/** One parameter of a page's address: how it is read and written, and what holds when it is not there. */
export class Param<Value, Empty extends Value | null = null> {
  readonly empty: Empty;
  readonly history: ParamHistory;
  private readonly codec: Codec<Value>;

  constructor(codec: Codec<Value>, empty: Empty, history: ParamHistory = "replace") {
    this.codec = codec;
    this.empty = empty;
    this.history = history;
  }

  withDefault(value: Value): Param<Value, Value> {
    return new Param(this.codec, value, this.history);
  }

  withOptions({ history }: { history: ParamHistory }): Param<Value, Empty> {
    return new Param(this.codec, this.empty, history);
  }

  read(text: string | null | undefined): Value | Empty {
    return (text == null ? null : this.codec.parse(text)) ?? this.empty;
  }

  /** Null: the address is shorter without it. */
  write(value: Value | null): string | null {
    if (value === null) return null;
    const { eq = Object.is, serialize } = this.codec;
    return this.empty !== null && eq(value, this.empty) ? null : serialize(value);
  }
}

// biome-ignore lint/suspicious/noExplicitAny: a table holds parameters of every type, and a type parameter of its own for each.
export type Params = Record<string, Param<any, any>>;
export type ParamValues<P extends Params> = {
  [K in keyof P]: P[K] extends Param<infer Value, infer Empty> ? Value | Empty : never;
};
export type ParamChanges<P extends Params> = {
  [K in keyof P]?: P[K] extends Param<infer Value, infer _Empty> ? Value | null : never;
};

export const createParam = <Value>(codec: Codec<Value>): Param<Value> => new Param(codec, null);

export const stringParam = createParam<string>({ parse: (text) => text, serialize: (text) => text });

export const integerParam = createParam<number>({
  parse: (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : null),
  serialize: String,
});

export const oneOfParam = <const Word extends string>(words: readonly Word[]): Param<Word> =>
  createParam<Word>({ parse: (text) => words.find((word) => word === text) ?? null, serialize: (word) => word });

export function readParams<P extends Params>(params: P, textOf: (name: string) => string | null | undefined) {
  const entries = Object.entries(params).map(([name, param]) => [name, param.read(textOf(name))]);
  return Object.fromEntries(entries) as ParamValues<P>;
}

type SearchParams = Record<string, string | string[] | undefined>;

/** For a page of the server. */
export async function loadParams<P extends Params>(params: P, search: Promise<SearchParams>): Promise<ParamValues<P>> {
  const texts = await search;
  return readParams(params, (name) => {
    const text = texts[name];
    return Array.isArray(text) ? text[0] : text;
  });
}

export function changeParams<P extends Params>(params: P, search: URLSearchParams, changes: ParamChanges<P>): void {
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    const text = params[name]?.write(value) ?? null;
    if (text === null) search.delete(name);
    else search.set(name, text);
  }
}

/** `?status=failed,retrying`, or nothing. Commas and colons stay readable: people look at their links. */
export function queryOf(search: URLSearchParams): string {
  const query = search.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return query && `?${query}`;
}

/** The query of a link to these values. */
export function queryWith<P extends Params>(params: P, values: ParamChanges<P>): string {
  const search = new URLSearchParams();
  changeParams(params, search, values);
  return queryOf(search);
}
