import type { ComponentChildren } from "preact";

interface EmptyProps {
  icon: ComponentChildren;
  title: string;
  help: string;
  alert?: boolean;
  children?: ComponentChildren;
}

/** What stands where nothing is: why, and how one gets something. */
export function Empty({ icon, title, help, alert = false, children }: EmptyProps) {
  return (
    <div class="empty" role={alert ? "alert" : undefined}>
      {icon}
      <h2>{title}</h2>
      <p>{help}</p>
      {children}
    </div>
  );
}
