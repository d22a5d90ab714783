package org.courtbridge.console.today;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.Principal;
import org.courtbridge.console.today.TodayPage.Block;
import org.courtbridge.console.today.TodayPage.Link;
import org.courtbridge.console.today.TodayPage.Row;

/** Somebody who looks at a day. @param zone of the court */
record Reader(Page page, Principal principal, ZoneId zone, Instant now) {

    /** Rows of a block. */
    static final int MOST = 20;

    String say(String key, Object... arguments) {
        return page.say(key, arguments);
    }

    LocalDate today() {
        return LocalDate.ofInstant(now, zone);
    }

    boolean isToday(Instant at) {
        return LocalDate.ofInstant(at, zone).equals(today());
    }

    /** Hour and minute of today; of another day with that. */
    String time(Instant at) {
        return isToday(at) ? Times.hour(zone, at) : Times.minute(page.messages().language(), zone, at);
    }

    /** A block of which all rows are known. @param name of its words */
    <T> Block block(String name, List<T> all, Function<T, Row> row, List<Badge> counts, List<Link> links) {
        return block(name, all.stream().limit(MOST).map(row).toList(), all.size(), counts, links);
    }

    /** @param shown the first rows @param all how many there are */
    Block block(String name, List<Row> shown, long all, List<Badge> counts, List<Link> links) {
        return new Block(
                say("today." + name),
                counts,
                shown,
                say("today." + name + ".none"),
                all > shown.size() ? say("today.more", shown.size(), all) : "",
                links);
    }
}
