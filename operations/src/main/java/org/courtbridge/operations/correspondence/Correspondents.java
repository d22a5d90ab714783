package org.courtbridge.operations.correspondence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.User;
import org.courtbridge.court.access.Users;
import org.courtbridge.court.applications.KeptApplication;
import org.courtbridge.hearings.applications.Answer;
import org.courtbridge.hearings.applications.ApplicationEvent;
import org.courtbridge.hearings.applications.ApplicationEvent.Recorded;
import org.courtbridge.hearings.applications.ApplicationForm;
import org.courtbridge.hearings.applications.Channel;
import org.courtbridge.hearings.applications.Letter;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Inventory;

/**
 * Knows who is told of what, and where. Nobody is told what they did themselves.
 *
 * @param answering roles of those who answer applications
 * @param court language of those who have chosen none
 */
public record Correspondents(Users users, Inventory inventory, Set<Role> answering, Language court) {

    private static final String USER = "user:";

    public Correspondents {
        answering = Set.copyOf(answering);
    }

    /** Each address once; empty if nobody has one. @param recorded the event that is told */
    List<Correspondent> of(Notice notice, KeptApplication application, Recorded recorded) {
        Optional<User> actor = user(recorded.actor());
        Stream<Correspondent> all = switch (notice) {
            case Notice.Sent(var letter) -> addressee(letter, actor);
            case Notice.Withdrawn withdrawn -> addressee(withdrawn.letter(), actor);
            case Notice.Answered(var response) ->
                Stream.concat(
                        clerks(application, actor),
                        response.answer() instanceof Answer.Refused
                                ? people(judges(application), actor)
                                : Stream.empty());
        };
        Map<String, Correspondent> byAddress = new LinkedHashMap<>();
        all.filter(one -> Mailer.isAddress(one.email()))
                .forEach(one -> byAddress.putIfAbsent(one.email().toLowerCase(Locale.ROOT), one));
        return List.copyOf(byAddress.values());
    }

    /** An office where it has agreed to e-mail, and those who answer there whatever was agreed. */
    private Stream<Correspondent> addressee(Letter letter, Optional<User> actor) {
        String id = letter.to().institution().value();
        Optional<Institution> office =
                letter.to().channel() == Channel.EMAIL ? inventory.institution(id) : Optional.empty();
        List<User> there = users.all().stream()
                .filter(user -> user.memberships().in(id).stream().anyMatch(answering::contains))
                .toList();
        return Stream.concat(
                office.stream().map(one -> Correspondent.outside(one.contact().email(), one.name(), court)),
                people(there, actor));
    }

    /** Those who have entered or sent the application, and whom it names. */
    private Stream<Correspondent> clerks(KeptApplication application, Optional<User> actor) {
        ApplicationForm form = application.state().form().orElseThrow();
        List<User> authors = application.events().stream()
                .filter(one ->
                        one.event() instanceof ApplicationEvent.Created || one.event() instanceof ApplicationEvent.Sent)
                .flatMap(one -> user(one.actor()).stream())
                .toList();
        Stream<Correspondent> named = form.clerk().email().stream()
                .filter(email ->
                        actor.filter(one -> one.email().equalsIgnoreCase(email)).isEmpty())
                .map(email -> Correspondent.outside(email, form.clerk().name(), court));
        return Stream.concat(people(authors, actor), named);
    }

    /** Whoever decided on the application as a judge, and judges of the court who are called as the presiding one. */
    private List<User> judges(KeptApplication application) {
        Optional<String> id = application.state().court().map(one -> one.value());
        String presiding = plain(application.state().form().orElseThrow().presidingJudge());
        List<User> judges = new ArrayList<>();
        application.events().stream()
                .filter(one -> one.event() instanceof ApplicationEvent.Resolved)
                .flatMap(one -> user(one.actor()).stream())
                .forEach(judges::add);
        users.all().stream().filter(one -> plain(one.name()).equals(presiding)).forEach(judges::add);
        judges.removeIf(one -> !one.memberships().holds(Set.of(Role.JUDGE), id));
        return judges;
    }

    private static String plain(String name) {
        return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    private Stream<Correspondent> people(Collection<User> some, Optional<User> actor) {
        return some.stream()
                .filter(User::enabled)
                .filter(one -> actor.filter(who -> who.id().equals(one.id())).isEmpty())
                .flatMap(one -> one.letters().stream().map(letters -> Correspondent.user(one, letters, court)));
    }

    private Optional<User> user(String actor) {
        return actor.startsWith(USER) ? users.byLogin(actor.substring(USER.length())) : Optional.empty();
    }
}
