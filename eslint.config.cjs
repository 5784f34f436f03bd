// Finds mistakes in JavaScript; layout is Prettier's. OCA's template lists some 120
// rules, most of them as warnings. These are the ones worth stopping for.
const js = require("@eslint/js");
const globals = require("globals");

module.exports = [
    {ignores: ["**/static/lib/", "**/static/src/lib/", "**/tests/**/samples/"]},
    js.configs.recommended,
    {
        linterOptions: {reportUnusedDisableDirectives: "error"},
        rules: {
            "array-callback-return": "error",
            complexity: ["error", 15],
            "consistent-return": "error",
            eqeqeq: "error",
            "no-alert": "error",
            "no-console": ["error", {allow: ["error", "warn"]}],
            "no-duplicate-imports": "error",
            "no-eval": "error",
            "no-implied-eval": "error",
            "no-param-reassign": "error",
            "no-self-compare": "error",
            "no-shadow": "error",
            "no-throw-literal": "error",
            "no-unused-expressions": "error",
            "no-use-before-define": "error",
            "no-var": "error",
            "prefer-const": "error",
            radix: "error",
        },
    },
    {
        // Odoo loads each of these as a module, whatever its name ends with.
        files: ["**/static/**/*.js"],
        languageOptions: {
            sourceType: "module",
            globals: {...globals.browser, luxon: "readonly", odoo: "readonly"},
        },
    },
    {
        files: ["**/*.cjs"],
        languageOptions: {sourceType: "commonjs", globals: globals.node},
    },
];
