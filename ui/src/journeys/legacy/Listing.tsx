import { Button, Paragraph, Table } from "@digdir/designsystemet-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { LegacyListingView } from "../../ipc/generated/LegacyListingView";
import type { LegacyRowView } from "../../ipc/generated/LegacyRowView";
import { type FactLine, Facts } from "../../parts/Facts";
import { organisationNumber } from "../../parts/format";
import { ScrollArea } from "../../parts/ScrollArea";
import styles from "./legacy.module.css";
import { Message } from "./Message";

interface Props {
  listing: LegacyListingView;
  /** Of a list whose things can be opened. */
  onOpen?: ((link: string, place: number) => void) | undefined;
  /** The one that was opened last, where the focus goes back to. */
  opened?: number | null;
  /** To the list that it was opened from. */
  onBack?: () => void;
}

/** What stood there, under the API's own names: a list as a table, a single thing as facts, a message as one. */
export function Listing({ listing, onOpen, opened = null, onBack }: Props) {
  const { t } = useTranslation("legacy");
  const { columns, rows, message } = listing;
  const [only] = rows;
  return (
    <div className={styles.section} id="legacy-listing" data-resource={listing.resource}>
      {message === null && (
        <>
          {onBack !== undefined && <Back onBack={onBack} />}
          <Paragraph role="status">
            {rows.length === 0 ? t("read.empty") : t("read.rows", { count: rows.length })}
          </Paragraph>
          {only !== undefined && rows.length === 1 && (
            <>
              <Facts facts={facts(columns, only)} />
              <Open row={only} place={0} opened={opened} onOpen={onOpen} />
            </>
          )}
          {rows.length > 1 && <Rows listing={listing} opened={opened} onOpen={onOpen} />}
        </>
      )}
      {message !== null && (
        <Message
          message={message}
          fields={only === undefined ? [] : facts(columns, only)}
          onBack={onBack ?? null}
        />
      )}
      <Paragraph data-size="sm" className={styles.quiet}>
        {[
          ...(message === null ? [t("read.names")] : []),
          t("read.answered", { reason: listing.reason }),
          t(`certificate.${listing.certificate}`),
        ].join(" ")}
      </Paragraph>
    </div>
  );
}

function Rows({ listing, opened, onOpen }: Pick<Props, "listing" | "onOpen"> & { opened: number | null }) {
  const { t } = useTranslation("legacy");
  const { columns, rows } = listing;
  return (
    <ScrollArea label={t(`resource.${listing.resource}`)} className={styles.scroll}>
      <Table data-size="sm" zebra>
        <Table.Head>
          <Table.Row>
            {columns.map((column) => (
              <Table.HeaderCell key={column}>
                <code>{column}</code>
              </Table.HeaderCell>
            ))}
            {onOpen !== undefined && <Table.HeaderCell>{t("read.open")}</Table.HeaderCell>}
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {rows.map((row, place) => (
            // As they were sent; two may be alike.
            <Table.Row key={place}>
              {row.cells.map((cell, column) => (
                <Table.Cell key={column}>
                  <bdi>{organisationNumber(cell ?? "")}</bdi>
                </Table.Cell>
              ))}
              {onOpen !== undefined && (
                <Table.Cell>
                  <Open row={row} place={place} opened={opened} onOpen={onOpen} />
                </Table.Cell>
              )}
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </ScrollArea>
  );
}

interface OpenProps {
  row: LegacyRowView;
  place: number;
  opened: number | null;
  onOpen: Props["onOpen"];
}

function Open({ row, place, opened, onOpen }: OpenProps) {
  const { t } = useTranslation("legacy");
  const button = useRef<HTMLButtonElement>(null);
  const isBack = opened === place;
  // Once, when the list comes back: not when another is opened.
  useEffect(() => {
    if (isBack) button.current?.focus();
  }, [isBack]);
  const { link } = row;
  if (link === null || onOpen === undefined) return null;
  return (
    <Button
      ref={button}
      variant="tertiary"
      data-size="sm"
      aria-label={`${t("read.open")} ${row.cells[0] ?? ""}`}
      onClick={() => onOpen(link, place)}
    >
      {t("read.open")}
    </Button>
  );
}

function Back({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation("legacy");
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  return (
    <Button id="legacy-back" ref={button} variant="tertiary" data-size="sm" onClick={onBack}>
      {t("message.back")}
    </Button>
  );
}

function facts(columns: readonly string[], row: LegacyRowView): FactLine[] {
  const lines = columns.map((name, place) => ({ name, value: organisationNumber(row.cells[place] ?? "") }));
  return lines.filter(({ value }) => value !== "");
}
