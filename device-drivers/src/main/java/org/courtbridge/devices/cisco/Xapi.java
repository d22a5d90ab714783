package org.courtbridge.devices.cisco;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A way to a codec's tree. */
interface Xapi {

    /** The tree from its root down to a path; with nothing in it if there is nothing there, as without a call. */
    CompletableFuture<XapiNode> get(XapiPath path);

    /** The result of a command that succeeded. */
    CompletableFuture<XapiNode> command(XapiPath command, Map<String, String> arguments);

    /** @param path within the configuration */
    CompletableFuture<Void> set(XapiPath path, String value);

    void disconnect();
}
