package org.courtbridge.gateway;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.courtbridge.console.html.Messages;
import org.courtbridge.console.http.Json;
import org.courtbridge.console.publication.PublicCalendar;
import org.courtbridge.console.publication.PublicServices;
import org.courtbridge.console.publication.PublicViews;
import org.courtbridge.court.publication.PublicDays;
import org.courtbridge.court.publication.PublicList;
import org.courtbridge.gateway.store.publication.StoredListPosts;
import org.courtbridge.gateway.store.schedule.StoredBookings;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.delivery.Outboxes;
import org.courtbridge.operations.delivery.SignedPost;
import org.courtbridge.operations.delivery.WebHook;
import org.courtbridge.operations.publication.DroppedList;
import org.courtbridge.operations.publication.PostedList;

/** The list of hearings for the public, and what sends it to programs of others. */
final class PublicListParts {

    /** After which it is looked whether the list is another one. */
    private static final int LOOK_SECONDS = 30;

    private final Foundation foundation;
    private final Optional<PublicList> list;
    private final StoredListPosts log;
    private final Optional<DroppedList> dropped;
    private final List<Runnable> senders = new ArrayList<>();

    /** @param outboxes not begun yet */
    PublicListParts(Foundation foundation, StoreParts store, CourtParts court, Outboxes outboxes) {
        this.foundation = foundation;
        PublicListConfig config = foundation.config().publicList();
        log = new StoredListPosts(store.database());
        list = config.enabled() ? Optional.of(list(foundation, store, court)) : Optional.empty();
        dropped = list.flatMap(one ->
                config.folder().map(folder -> new DroppedList(folder, () -> files(one), foundation.clock())));
        dropped.ifPresent(senders::add);
        list.ifPresent(one -> config.hook().ifPresent(hook -> senders.add(posted(one, hook, outboxes))));
    }

    private static PublicList list(Foundation foundation, StoreParts store, CourtParts court) {
        PublicListConfig config = foundation.config().publicList();
        return new PublicList(
                new PublicList.Sources(
                        court.conferences(),
                        store.inventory(),
                        new StoredBookings(store.database(), store.audit(), foundation.clock(), "system")),
                new PublicList.Settings(
                        config.days(),
                        config.titles(),
                        foundation.config().web().zone()),
                foundation.clock());
    }

    private PostedList posted(PublicList published, WebHook.Settings hook, Outboxes outboxes) {
        SignedPost post = foundation
                .closing()
                .add(new SignedPost(
                        hook, TestCalls.trust(), foundation.config().fleet().allowed()::allows, foundation.clock()));
        return new PostedList(
                () -> json(published.days()), post::send, outboxes, hook.pauses(), log, foundation.clock());
    }

    private static String json(PublicDays days) {
        return Json.write(PublicViews.of(days));
    }

    /** By their names: the same as over HTTP, the calendar in each language. */
    private static Map<String, String> files(PublicList published) {
        PublicDays days = published.days();
        Map<String, String> files = new HashMap<>();
        files.put("hearings.json", json(days));
        for (Language language : Language.values()) {
            files.put("hearings-" + language.tag() + ".ics", PublicCalendar.write(days, Messages.in(language)));
        }
        return files;
    }

    PublicServices services() {
        Optional<String> hook =
                foundation.config().publicList().hook().map(to -> to.address().getHost());
        return new PublicServices(list, log, hook, dropped.map(one -> one::state));
    }

    /** Sends it from now on. */
    void start() {
        if (senders.isEmpty()) {
            return;
        }
        ScheduledExecutorService thread = foundation
                .closing()
                .add(Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("public-list", true)));
        for (Runnable sender : senders) {
            thread.scheduleWithFixedDelay(
                    foundation.upkeep("sending the list for the public", sender), 0, LOOK_SECONDS, TimeUnit.SECONDS);
        }
    }
}
