import { Details, Paragraph, Tabs } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ObtainToken } from "../../ipc/generated/ObtainToken";
import type { RecipeView } from "../../ipc/generated/RecipeView";
import { useCommand } from "../../ipc/useCommand";
import { CopyField } from "../../parts/CopyField";
import { ProblemCard } from "../../problems/ProblemCard";

/** How another system fetches the same token: settings to copy, with a place for what is secret. */
export function Recipes({ order }: { order: ObtainToken }) {
  const { t } = useTranslation("maskinporten");
  const [open, setOpen] = useState(false);
  return (
    <Details id="recipes" open={open} onToggle={() => setOpen((before) => !before)}>
      <Details.Summary>{t("recipe.title")}</Details.Summary>
      <Details.Content>{open && <Chosen order={order} />}</Details.Content>
    </Details>
  );
}

function Chosen({ order }: { order: ObtainToken }) {
  const { t } = useTranslation("maskinporten");
  const { state, problem, run } = useCommand("maskinporten_recipes");
  useEffect(() => void run(order), [order, run]);
  const recipes = state.kind === "done" ? state.answer.recipes : [];
  const [first] = recipes;
  return (
    <>
      <Paragraph data-size="sm">{t("recipe.purpose")}</Paragraph>
      {problem && <ProblemCard problem={problem} on={{ try_again: () => void run(order) }} />}
      {first && (
        <Tabs defaultValue={first.id} data-size="sm">
          <Tabs.List>
            {recipes.map(({ id }) => (
              <Tabs.Tab key={id} value={id} id={`recipe-tab-${id}`}>
                {t(`recipe.${id}.name`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {recipes.map((recipe) => (
            <Tabs.Panel key={recipe.id} value={recipe.id}>
              <Recipe recipe={recipe} />
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </>
  );
}

function Recipe({ recipe: { id, text } }: { recipe: RecipeView }) {
  const { t } = useTranslation(["maskinporten", "common"]);
  return (
    <div data-stack>
      <Paragraph data-size="sm">{t(`recipe.${id}.what`)}</Paragraph>
      <CopyField
        id={`copy-recipe-${id}`}
        valueId={`recipe-${id}`}
        label={t("recipe.text")}
        value={text}
        copy={t("common:copy.copy")}
        copied={t("common:copy.copied")}
      />
    </div>
  );
}
