import { Fragment } from "react";
import classes from "./markdown.module.css";
import { type Block, readMarkdown, type Span } from "./read-markdown.ts";

/** Text that people wrote in Markdown. It becomes React elements, so HTML in it is shown, never run. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className={classes["markdown"]}>
      {readMarkdown(text).map((block) => (
        <BlockView key={block.at} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  if (block.kind === "code") return <pre>{block.text}</pre>;
  if (block.kind === "bullets" || block.kind === "numbers") {
    const List = block.kind === "bullets" ? "ul" : "ol";
    return (
      <List>
        {block.lines.map((line) => (
          <li key={line.at}>
            <Spans spans={line.spans} />
          </li>
        ))}
      </List>
    );
  }
  const Tag = block.kind === "heading" ? "h4" : "p";
  return (
    <Tag>
      {block.lines.map((line, index) => (
        <Fragment key={line.at}>
          {index === 0 ? null : <br />}
          <Spans spans={line.spans} />
        </Fragment>
      ))}
    </Tag>
  );
}

function Spans({ spans }: { spans: readonly Span[] }) {
  return spans.map((span) => {
    switch (span.kind) {
      case "code":
        return <code key={span.at}>{span.text}</code>;
      case "bold":
        return <strong key={span.at}>{span.text}</strong>;
      case "italic":
        return <em key={span.at}>{span.text}</em>;
      case "link":
        return (
          <a key={span.at} href={span.href} target="_blank" rel="noreferrer">
            {span.text}
          </a>
        );
      case "text":
        return <Fragment key={span.at}>{span.text}</Fragment>;
    }
  });
}
