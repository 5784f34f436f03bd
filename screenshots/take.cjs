// Takes the pictures. Its one argument is JSON: port, handlers, browser, folder, only.
const {chromium} = require("playwright-core");
const {pictures} = require("./pictures.cjs");

const site = JSON.parse(process.argv[2]);

async function settle(page) {
    // Odoo keeps connections open, so that the network is never idle. A picture that is
    // taken too early is seen, unlike a test that is.
    await page.waitForTimeout(1500);
    await page.waitForSelector(".o_loading_indicator", {state: "detached"});
    await page.evaluate("document.fonts.ready");
}

async function logIn(page) {
    await page.goto("/web/login");
    await page.fill("#login", "admin");
    await page.fill("#password", "admin");
    await page.click("button[type=submit]");
    await page.waitForSelector(".o_main_navbar");
}

async function take(page, {name, path, open, after, width = 1280, height = 720}) {
    await page.setViewportSize({width, height});
    await page.goto(path(site.handlers));
    await page.waitForSelector(".o_action_manager > .o_action");
    await settle(page);
    if (open) {
        await open(page, site.handlers);
        await settle(page);
    }
    await page.mouse.move(0, height - 1);
    await page.screenshot({path: `${site.folder}/${name}.png`, animations: "disabled"});
    process.stdout.write(`    ${name}.png\n`);
    if (after) {
        await after(page);
    }
}

async function main() {
    const browser = await chromium.launch({
        executablePath: site.browser,
        args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
    const page = await browser.newPage({baseURL: `http://127.0.0.1:${site.port}`});
    await logIn(page);
    const chosen = pictures.filter(({name}) =>
        site.only.some((part) => name.includes(part))
    );
    for (const picture of chosen) {
        await take(page, picture);
    }
    await browser.close();
}

main().catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
});
