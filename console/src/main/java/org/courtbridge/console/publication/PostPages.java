package org.courtbridge.console.publication;

import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.ListPage;
import org.courtbridge.console.html.Listing;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Reply;
import org.courtbridge.operations.publication.DroppedList;
import org.courtbridge.operations.publication.ListPosts;
import org.courtbridge.operations.publication.ListPosts.Attempt;
import org.courtbridge.operations.publication.ListPosts.Outcome;

/** Serves the page that says whether the list of hearings gets to the court's web hook and folder, and the log of posting it. */
public final class PostPages {

    private static final String PATH = "/public-list";

    /** Parameter of the address, and name of the group of filters. */
    private static final String OUTCOME = "outcome";

    private final ListPosts posts;
    private final Optional<String> hook;
    private final Optional<Supplier<DroppedList.State>> files;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Templates templates;

    public PostPages(PublicServices published, ZoneId zone, InstantSource clock, Templates templates) {
        this.posts = published.posts();
        this.hook = published.hook();
        this.files = published.files();
        this.zone = zone;
        this.clock = clock;
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.page(HttpMethod.GET, PATH, Allowed.SEE_POSTS, this::show));
    }

    private Reply show(Call call) {
        Page page = ErrorPages.page(call);
        List<PublicPage.Receiver> receivers = Stream.concat(
                        hook.map(host -> hook(page, host)).stream(),
                        files.map(state -> files(page, state.get())).stream())
                .toList();
        return Reply.html(
                200,
                templates.render(
                        "publication/posts.jte",
                        Map.of("page", page, "receivers", receivers, "list", list(call, page))));
    }

    private PublicPage.Receiver hook(Page page, String host) {
        return new PublicPage.Receiver(
                page.say("public.hook"),
                host,
                posts.page(Optional.of(Outcome.TAKEN), 0, 1).stream()
                        .findFirst()
                        .map(taken -> page.say("public.hook.taken", time(page, taken.at()))),
                posts.failingSince().map(since -> page.say("public.hook.trouble", time(page, since))));
    }

    private PublicPage.Receiver files(Page page, DroppedList.State state) {
        return new PublicPage.Receiver(
                page.say("public.files"),
                state.folder().toString(),
                state.written().map(at -> page.say("public.files.written", time(page, at))),
                state.trouble()
                        .map(trouble -> page.say("public.files.why." + trouble.reason(), time(page, trouble.since()))));
    }

    private ListPage<PublicPage.Post> list(Call call, Page page) {
        Optional<Outcome> outcome = call.query(OUTCOME).flatMap(PostPages::outcome);
        Map<Outcome, Integer> counts = posts.counts();
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        return new Listing<Attempt>(call, PATH)
                .column(page.say("public.posts.time"))
                .column(page.say("public.posts.outcome"))
                .column(page.say("public.posts.code"))
                .kept(OUTCOME, outcome.map(Enum::name).orElse(""))
                .filter(OUTCOME, "", page.say("fleet.all"), all)
                .filters(OUTCOME, Outcome.values(), one -> words(page, one), one -> counts.getOrDefault(one, 0))
                .pageOf(
                        outcome.map(one -> counts.getOrDefault(one, 0)).orElse(all),
                        number -> posts.page(outcome, (number - 1) * Listing.ROWS, Listing.ROWS).stream()
                                .map(attempt -> row(page, attempt))
                                .toList());
    }

    /** Empty for what is none, as an old bookmark may have it. */
    private static Optional<Outcome> outcome(String name) {
        return Arrays.stream(Outcome.values())
                .filter(one -> one.name().equals(name))
                .findFirst();
    }

    private String time(Page page, Instant at) {
        return Times.second(page.messages().language(), zone, at, clock.instant());
    }

    private static String words(Page page, Outcome outcome) {
        return page.say("public.post." + outcome);
    }

    private PublicPage.Post row(Page page, Attempt attempt) {
        return new PublicPage.Post(
                time(page, attempt.at()),
                new Badge(
                        words(page, attempt.outcome()),
                        switch (attempt.outcome()) {
                            case TAKEN -> "good";
                            case FAILED -> "warn";
                            case REFUSED -> "bad";
                        }),
                page.say("public.post.why." + attempt.reason(), attempt.detail()),
                attempt.digest());
    }
}
