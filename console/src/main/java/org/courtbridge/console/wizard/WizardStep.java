package org.courtbridge.console.wizard;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Reply;

/** Steps of adding a device, in this order. */
public enum WizardStep {
    /** The device's maker. */
    MAKE,
    /** Its address, and its answer there. */
    ADDRESS,
    /** The room where it stands. */
    ROOM,
    /** The account that it signs in with. */
    ACCOUNT;

    static final String START = "/devices/add";

    private static final String DRAFT = START + "/{draft}";

    /** Id of the device's draft, from the path of a call. */
    static String draft(Call call) {
        return call.path("draft");
    }

    String route() {
        return DRAFT + "/" + path();
    }

    String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Path of this step for the device that a call is about. */
    String path(Call call) {
        return base(draft(call)) + "/" + path();
    }

    /** Redirects to this step for the device that a call is about. */
    Reply of(Call call) {
        return Reply.seeOther(path(call));
    }

    Reply of(String draft) {
        return Reply.seeOther(base(draft) + "/" + path());
    }

    private static String base(String draft) {
        return START + "/" + draft;
    }

    /** Template parameters that the pages of all steps share. */
    static Map<String, Object> shown(Call call, String complaint) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("page", ErrorPages.page(call));
        shown.put("base", base(draft(call)));
        shown.put("complaint", complaint);
        return shown;
    }

    static String say(Call call, String key) {
        return ErrorPages.messages(call).get(key);
    }
}
