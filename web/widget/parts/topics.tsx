import { ownHere } from "../site";
import { useWords } from "../words";

interface TopicsProps {
  /** The key of what is chosen, empty for something else; null before anything is, and nothing need be. */
  topic: string | null;
  onTopic: (topic: string) => void;
}

/** What one may say beforehand that one writes about: it fills nothing in, and whoever answers sees it. */
export function Topics({ topic, onTopic }: TopicsProps) {
  const { widget, language } = useWords();
  const { topics } = ownHere();
  if (!topics) return null;
  const choices = [...topics.map(({ key, words }) => [key, words[language]]), ["", widget.otherTopic]] as const;
  return (
    <fieldset class="topics">
      <legend class="quiet">{widget.topics}</legend>
      {choices.map(([key = "", words]) => (
        <label key={key}>
          <input type="radio" name="topic" checked={topic === key} onChange={() => onTopic(key)} />
          {words}
        </label>
      ))}
    </fieldset>
  );
}
