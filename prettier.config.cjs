// The style of OCA's 19.0 template; .editorconfig gives the indentation.
module.exports = {
    plugins: [require.resolve("@prettier/plugin-xml")],
    bracketSpacing: false,
    printWidth: 88,
    proseWrap: "always",
    trailingComma: "es5",
    // Text in views and mail templates may depend on its white space.
    xmlWhitespaceSensitivity: "preserve",
};
