// What senders give out on npm to check their own calls, asked whether they take a call.
//
// Each line that comes in is a call as JSON, and is answered by a line: true or false.
// Whatever a judge raises is a no. judges_of_node.py writes the lines.

const {Console} = require("node:console");
const https = require("node:https");
const path = require("node:path");
const {PassThrough} = require("node:stream");
const readline = require("node:readline");
const {pathToFileURL} = require("node:url");

const {basicAuthValidator} = require("chargebee");
const {LinearWebhookClient} = require("@linear/sdk/webhooks");
const {verifyWebhookSignature: isOfNotion} = require("@notionhq/client");
require("@shopify/shopify-api/adapters/node");
const {ApiVersion, LogSeverity, shopifyApi} = require("@shopify/shopify-api");
const MessageValidator = require("sns-validator");
const {Webhook: StandardWebhook} = require("standardwebhooks");
const {Webhook: SvixWebhook} = require("svix");
const {WebflowClient} = require("webflow-api");
const {AwsLambdaReceiver: ZoomReceiver} = require("@zoom/rivet/users");

// Zoom's logs each call, where the answers are written.
globalThis.console = new Console(process.stderr);

function isOfSns({body, certificate}) {
    // The certificate that the call names, without asking anybody for it.
    https.get = (_url, answer) => {
        const stream = new PassThrough();
        stream.statusCode = 200;
        answer(stream);
        stream.end(certificate);
        return stream;
    };
    return new Promise((resolve) => {
        new MessageValidator().validate(body.toString(), (error) => resolve(!error));
    });
}

const judges = {
    chargebee: async ({headers, secret}) => {
        const [user, ...rest] = secret.split(":");
        const isRight = (name, password) =>
            name === user && password === rest.join(":");
        await basicAuthValidator(isRight)(headers);
        return true;
    },
    github: async ({body, headers, secret}) => {
        // It can be imported alone, which does not look where require() does.
        const name = "@octokit/webhooks-methods/dist-node/index.js";
        const file = path.join(process.env.NODE_PATH, name);
        const {verify} = await import(pathToFileURL(file));
        return verify(secret, body.toString(), headers["x-hub-signature-256"]);
    },
    linear: async ({body, headers, method, secret, url}) => {
        const handle = new LinearWebhookClient(secret).createHandler();
        const answer = await handle(new Request(url, {method, headers, body}));
        return answer.status === 200;
    },
    notion: ({body, headers, secret}) =>
        isOfNotion({
            body: body.toString(),
            signature: headers["x-notion-signature"],
            verificationToken: secret,
        }),
    shopify: async ({body, headers, method, secret, url}) => {
        const shopify = shopifyApi({
            apiKey: "key",
            apiSecretKey: secret,
            apiVersion: Object.values(ApiVersion)[0],
            hostName: "example.com",
            isEmbeddedApp: true,
            logger: {level: LogSeverity.Error},
        });
        const answer = await shopify.webhooks.validate({
            rawBody: body.toString(),
            rawRequest: {headers, method, url},
        });
        return answer.valid;
    },
    sns: isOfSns,
    sns_v1: isOfSns,
    standard_webhooks: ({body, headers, secret}) => {
        new StandardWebhook(secret).verify(body, headers, {jsonParse: false});
        return true;
    },
    svix: ({body, headers, secret}) => {
        new SvixWebhook(secret).verify(body, headers);
        return true;
    },
    webflow: ({body, headers, secret}) =>
        new WebflowClient({accessToken: "token"}).webhooks.verifySignature({
            body: body.toString(),
            headers,
            secret,
        }),
    zoom: async ({body, headers, secret}) => {
        const handle = new ZoomReceiver({webhooksSecretToken: secret}).start();
        const answer = await handle({
            body: body.toString(),
            headers,
            isBase64Encoded: false,
        });
        return answer.statusCode === 200;
    },
};

async function isTaken(line) {
    const {judge, body, ...call} = JSON.parse(line);
    try {
        return Boolean(
            await judges[judge]({...call, body: Buffer.from(body, "base64")})
        );
    } catch {
        return false;
    }
}

(async () => {
    for await (const line of readline.createInterface({input: process.stdin})) {
        process.stdout.write(`${await isTaken(line)}\n`);
    }
})();
