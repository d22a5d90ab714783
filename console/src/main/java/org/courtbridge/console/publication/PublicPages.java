package org.courtbridge.console.publication;

import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.ListAddress;
import org.courtbridge.console.html.Messages;
import org.courtbridge.console.html.Names;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.CachedReply;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.publication.PublicDays;
import org.courtbridge.court.publication.PublicHearing;
import org.courtbridge.court.publication.PublicHearing.Progress;
import org.courtbridge.court.publication.PublicList;
import org.courtbridge.media.language.Language;

/**
 * Serves the list of hearings as a page for anybody (the Rules, para. 31). Each language has an address of its own, as whoever keeps a page for a
 * minute does not ask again which language the next reader wants. The page shows nobody as signed in, as it is kept for others.
 */
public final class PublicPages {

    static final String LIST = "/public";

    private static final String CALENDAR = LIST + "/calendar.ics";

    /** Parameter of the calendar's address. */
    private static final String LANGUAGE = "language";

    private final PublicDesk desk;
    private final Templates templates;

    /** @param list empty if the court publishes none */
    public PublicPages(Optional<PublicList> list, Templates templates) {
        this.desk = new PublicDesk(list);
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page(HttpMethod.GET, LIST, Allowed.ANYBODY, this::inLanguage),
                Endpoint.page(HttpMethod.GET, CALENDAR, Allowed.ANYBODY, this::calendar),
                Endpoint.page(HttpMethod.GET, LIST + "/{language}", Allowed.ANYBODY, this::show));
    }

    private Reply inLanguage(Call call) {
        desk.all();
        String language = Page.visitor(call.context()).messages().language().tag();
        return Reply.seeOther(address(LIST + "/" + language, call).link()).with("Cache-Control", "no-store");
    }

    /** Of the same hearings as the call asks for. */
    private static ListAddress address(String path, Call call) {
        return ListAddress.of(path)
                .with(PublicDesk.COURT, PublicDesk.court(call).orElse(""));
    }

    /** In the language of its address alone, as a program that has subscribed asks for none, and answers are kept. */
    private Reply calendar(Call call) {
        Language language = call.query(LANGUAGE)
                .map(tag -> Language.ofTag(tag)
                        .orElseThrow(() ->
                                new RequestException(400, "language: %s (expected: kk, ru or en)".formatted(tag))))
                .orElse(Language.KAZAKH);
        String calendar = PublicCalendar.write(desk.asked(call), Messages.in(language));
        return CachedReply.of(
                call, Reply.text(200, "text/calendar; charset=utf-8", calendar), calendar, PublicDesk.FRESH);
    }

    private Reply show(Call call) {
        Language language = Language.ofTag(call.path("language"))
                .orElseThrow(() -> RequestException.notFound("There is nothing here."));
        Page page = new Page(Messages.in(language), LIST, LIST, Optional.empty(), Optional.empty());
        String html = templates.render("publication/list.jte", Map.of("page", page, "list", view(page, call)));
        return CachedReply.of(call, Reply.html(200, html), html, PublicDesk.FRESH);
    }

    private PublicPage.View view(Page page, Call call) {
        PublicDays all = desk.all();
        PublicDays asked = desk.asked(call);
        Language language = page.messages().language();
        return new PublicPage.View(
                LIST + "/" + language.tag(),
                page.say(
                        "public.span",
                        date(language, FormatStyle.LONG, all.first()),
                        date(language, FormatStyle.LONG, all.last())),
                page.say(
                        "public.zone",
                        all.zone().getId(),
                        all.zone().getRules().getOffset(all.since()).getId()),
                all.courts().stream()
                        .map(court -> new PublicPage.Court(court.id(), court.name()))
                        .sorted(Names.by(PublicPage.Court::name))
                        .toList(),
                PublicDesk.court(call).orElse(""),
                address(CALENDAR, call).with(LANGUAGE, language.tag()).link(),
                address(PublicApi.PATH, call).link(),
                days(page, asked));
    }

    private static List<PublicPage.Day> days(Page page, PublicDays asked) {
        SequencedMap<LocalDate, List<PublicPage.Row>> days = new LinkedHashMap<>();
        for (PublicHearing hearing : asked.hearings()) {
            LocalDate day = LocalDate.ofInstant(hearing.begins(), asked.zone());
            days.computeIfAbsent(day, _ -> new ArrayList<>()).add(row(page, asked.zone(), hearing));
        }
        return days.entrySet().stream()
                .map(day -> new PublicPage.Day(
                        date(page.messages().language(), FormatStyle.FULL, day.getKey()), day.getValue()))
                .toList();
    }

    private static String date(Language language, FormatStyle style, LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(style)
                .withLocale(language.locale())
                .format(day);
    }

    private static PublicPage.Row row(Page page, ZoneId zone, PublicHearing hearing) {
        return new PublicPage.Row(
                time(zone, hearing.begins())
                        + hearing.ends().map(end -> "–" + time(zone, end)).orElse(""),
                hearing.court().name(),
                PublicWords.courtrooms(page.messages(), hearing),
                PublicWords.means(page.messages(), hearing),
                hearing.progress() == Progress.PLANNED ? Optional.empty() : Optional.of(badge(page, hearing)),
                hearing.title());
    }

    private static String time(ZoneId zone, Instant at) {
        return PublicViews.TIME.format(at.atZone(zone));
    }

    private static Badge badge(Page page, PublicHearing hearing) {
        return new Badge(
                page.say("phase." + hearing.progress()), hearing.progress() == Progress.IN_SESSION ? "good" : "warn");
    }
}
