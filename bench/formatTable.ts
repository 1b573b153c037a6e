/** A table in Markdown: the columns of the first row, and a line for each row. */
export function formatTable(rows: readonly Readonly<Record<string, number | string>>[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, columns.map(() => '---'), ...rows.map((row) => columns.map((column) => `${row[column]}`))];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
