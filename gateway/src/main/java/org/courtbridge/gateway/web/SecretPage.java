package org.courtbridge.gateway.web;

import java.util.Map;

/** Shows a password that was just made: once, and kept by no cache and no history of the gateway's. */
final class SecretPage {

    private final Templates templates;

    SecretPage(Templates templates) {
        this.templates = templates;
    }

    /** @param kind "device" or "user" */
    Reply show(Call call, String kind, String name, String login, String password) {
        Page page = ErrorPages.page(call);
        return Reply.html(
                200,
                templates.render(
                        "secret.jte",
                        Map.of(
                                "page",
                                page,
                                "name",
                                name,
                                "username",
                                login,
                                "usernameWords",
                                page.say(kind.equals("device") ? "device.username" : "user.login"),
                                "password",
                                password,
                                "advice",
                                page.say(kind + ".password.once"),
                                "back",
                                "/" + kind + "s")));
    }
}
