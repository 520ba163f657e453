// The order of the layers: theme, components, then the page's own frame.
import "@fontsource-variable/inter";
import "../theme/inngang.css";
import "@digdir/designsystemet-css";
import "./page.css";
