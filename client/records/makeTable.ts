import { make } from '../hud/dom.ts';

export interface Column<Row> {
  readonly title: string;
  /** Numbers stand at the right, under each other. */
  readonly isNumber?: boolean;
  readonly cell: (row: Row) => string | Node;
}

/** A table with a line for each row. */
export function makeTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): HTMLTableElement {
  const head = make(
    'tr',
    {},
    columns.map(({ title, isNumber }) => make('th', { text: title, ...(isNumber && { class: 'number' }) })),
  );
  return make('table', { class: 'record-table' }, [
    make('thead', {}, [head]),
    make(
      'tbody',
      {},
      rows.map((row) => makeLine(columns, row)),
    ),
  ]);
}

/** Puts more rows under those that a table has. */
export function addRows<Row>(table: HTMLTableElement, columns: readonly Column<Row>[], rows: readonly Row[]): void {
  table.tBodies[0]!.append(...rows.map((row) => makeLine(columns, row)));
}

function makeLine<Row>(columns: readonly Column<Row>[], row: Row): HTMLTableRowElement {
  return make(
    'tr',
    {},
    columns.map(({ isNumber, cell }) => {
      const content = cell(row);
      const line = make('td', isNumber ? { class: 'number' } : {});
      line.append(content);
      return line;
    }),
  );
}
