import { Button, Paragraph, Table } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { LegacyListingView } from "../../ipc/generated/LegacyListingView";
import type { LegacyRowView } from "../../ipc/generated/LegacyRowView";
import { Facts } from "../../parts/Facts";
import { organisationNumber } from "../../parts/format";
import { ScrollArea } from "../../parts/ScrollArea";
import styles from "./legacy.module.css";

interface Props {
  listing: LegacyListingView;
  onOpen: (link: string) => void;
}

/** What stood there, under the API's own names: a list as a table, a single thing as facts. */
export function Listing({ listing, onOpen }: Props) {
  const { t } = useTranslation("legacy");
  const { columns, rows } = listing;
  const [only] = rows;
  return (
    <div className={styles.section} id="legacy-listing" data-resource={listing.resource}>
      <Paragraph role="status">
        {rows.length === 0 ? t("read.empty") : t("read.rows", { count: rows.length })}
      </Paragraph>
      {only !== undefined && rows.length === 1 && <Facts facts={facts(columns, only)} />}
      {rows.length > 1 && (
        <ScrollArea label={t(`resource.${listing.resource}`)} className={styles.scroll}>
          <Table data-size="sm" zebra>
            <Table.Head>
              <Table.Row>
                {columns.map((column) => (
                  <Table.HeaderCell key={column}>
                    <code>{column}</code>
                  </Table.HeaderCell>
                ))}
                <Table.HeaderCell>{t("read.open")}</Table.HeaderCell>
              </Table.Row>
            </Table.Head>
            <Table.Body>
              {rows.map((row, place) => (
                // As they were sent; two may be alike.
                <Row key={place} row={row} onOpen={onOpen} />
              ))}
            </Table.Body>
          </Table>
        </ScrollArea>
      )}
      <Paragraph data-size="sm" className={styles.quiet}>
        {[
          t("read.names"),
          t("read.answered", { reason: listing.reason }),
          t(`certificate.${listing.certificate}`),
        ].join(" ")}
      </Paragraph>
    </div>
  );
}

function Row({ row, onOpen }: { row: LegacyRowView; onOpen: (link: string) => void }) {
  const { t } = useTranslation("legacy");
  const { link } = row;
  return (
    <Table.Row>
      {row.cells.map((cell, place) => (
        <Table.Cell key={place}>
          <bdi>{organisationNumber(cell ?? "")}</bdi>
        </Table.Cell>
      ))}
      <Table.Cell>
        {link !== null && (
          <Button
            variant="tertiary"
            data-size="sm"
            aria-label={`${t("read.open")} ${row.cells[0] ?? ""}`}
            onClick={() => onOpen(link)}
          >
            {t("read.open")}
          </Button>
        )}
      </Table.Cell>
    </Table.Row>
  );
}

function facts(columns: readonly string[], row: LegacyRowView) {
  const lines = columns.map((name, place) => ({ name, value: organisationNumber(row.cells[place] ?? "") }));
  return lines.filter(({ value }) => value !== "");
}
