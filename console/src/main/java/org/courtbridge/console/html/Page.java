package org.courtbridge.console.html;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.courtbridge.console.http.AccountPaths;
import org.courtbridge.media.language.Language;

/**
 * The data that the layout of every page shows around the page's content.
 *
 * @param path where the page is
 * @param address the same with its query, as a parameter of another address, for the language switch to come back to
 * @param done what the last step did, in words
 * @param viewer who looks at it, if signed in
 */
public record Page(Messages messages, String path, String address, Optional<String> done, Optional<Viewer> viewer) {

    /**
     * @param csrf what a form must carry to be believed
     * @param maySeeApplications whether the navigation shows the applications
     * @param maySeeCalls whether the navigation shows the calls
     * @param maySeeTests whether the navigation shows how ready places are
     * @param mayManageDevices whether the navigation shows the devices
     */
    public record Viewer(
            String name,
            String csrf,
            boolean maySeeApplications,
            boolean maySeeCalls,
            boolean maySeeTests,
            boolean mayManageDevices,
            boolean mayAudit,
            boolean mayManageUsers) {}

    private static final List<String> FLEET = List.of("/fleet", "/devices", "/institutions", "/rooms", "/peripherals");

    /** The name of the cookie that holds the language chosen on a page. */
    public static final String LANGUAGE_COOKIE = "language";

    /** A page for somebody who is not signed in; the language is the chosen one, or what the browser asks for. */
    public static Page visitor(RoutingContext context) {
        return new Page(
                Messages.in(language(context, Optional.empty())),
                context.request().path(),
                address(context),
                Optional.empty(),
                Optional.empty());
    }

    /** Of a form's answer the path alone. */
    static String address(RoutingContext context) {
        String uri = context.request().uri();
        boolean kept = context.request().method().equals(HttpMethod.GET) && AccountPaths.isOurs(uri);
        return kept
                ? uri.replace("%", "%25").replace("&", "%26").replace("+", "%2B")
                : context.request().path();
    }

    static Language language(RoutingContext context, Optional<String> setting) {
        var cookie = context.request().getCookie(LANGUAGE_COOKIE);
        Optional<Language> chosen = cookie == null ? Optional.empty() : Language.ofTag(cookie.getValue());
        String accept = context.request().getHeader("Accept-Language");
        return chosen.or(() -> setting.flatMap(Language::ofTag))
                .or(() -> accept == null ? Optional.empty() : Language.accepted(accept))
                .orElse(Language.KAZAKH);
    }

    /** Whether it is about devices, or the rooms that they stand in. */
    public boolean isOfFleet() {
        return FLEET.stream().anyMatch(path::startsWith);
    }

    /** The words for a key. */
    public String say(String key, Object... arguments) {
        return messages.get(key, arguments);
    }
}
