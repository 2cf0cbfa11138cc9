import { contactsOf, hrefOf, ownHere } from "../site";
import { useWords } from "../words";

/** Other ways to reach the company, for whoever would not be answered here now: the telephone first. */
export function Contacts() {
  const { language } = useWords();
  const contacts = contactsOf(ownHere());
  if (contacts.length === 0) return null;
  return (
    <ul class="contacts">
      {contacts.map((contact) => {
        const { value, words } = contact;
        const href = hrefOf(contact);
        return (
          <li key={value}>
            {words && <span>{words[language]}</span>}{" "}
            {href === null ? (
              value
            ) : (
              // A page opens beside the chat; a telephone or a mail program takes nothing away.
              <a href={href} target="_blank" rel="noopener noreferrer">
                {value.replace(/^https?:\/\//, "")}
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}
