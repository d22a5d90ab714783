package org.courtbridge.console.fleet;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.courtbridge.console.devices.ImportDesk;
import org.courtbridge.console.devices.InventoryViews;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Reply;

/** Passwords of many devices that were just made: on a page, or as a file, this once. */
public final class IssuedPasswords {

    /** Of the ways to get passwords: as a file, and not as a page. */
    static final String AS_FILE = "file";

    private final ImportDesk files;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Templates templates;

    public IssuedPasswords(ImportDesk files, ZoneId zone, InstantSource clock, Templates templates) {
        this.files = files;
        this.zone = zone;
        this.clock = clock;
        this.templates = templates;
    }

    /** Whether a form asks for a file. */
    static boolean isAsFile(Call call) {
        return call.field("as").equals(AS_FILE);
    }

    /** Kept nowhere. @param title key of the message above the page, which has how many they are */
    Reply reply(Call call, List<InventoryViews.Issued> credentials, String title, boolean asFile) {
        Page page = ErrorPages.page(call);
        if (asFile) {
            return Reply.file(
                    "text/csv; charset=utf-8",
                    "passwords-" + LocalDate.ofInstant(clock.instant(), zone) + ".csv",
                    files.issued(credentials).getBytes(StandardCharsets.UTF_8));
        }
        return Reply.html(
                200,
                templates.render(
                        "devices/issued.jte",
                        Map.of(
                                "page",
                                page,
                                "title",
                                page.say(title, credentials.size()),
                                "issued",
                                credentials.stream()
                                        .map(one -> new BulkPage.Issued(one.username(), one.password()))
                                        .toList())));
    }
}
