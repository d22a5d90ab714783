package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks neighbours, one after the other, for who is called and not known here, while the caller waits for admission. */
final class Searches {

    private static final int MOST = 1000;

    /** Time after which a neighbour that does not answer is asked again. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final GatekeeperPolicy policy;
    private final Registry registry;
    private final Seals seals;
    private final Answers answers;
    private final OutgoingRequests requests;
    private final Destinations destinations;
    private final AdmissionAnswers admissions;
    private int searches;

    Searches(
            GatekeeperPolicy policy,
            Registry registry,
            Seals seals,
            Answers answers,
            OutgoingRequests requests,
            Destinations destinations,
            AdmissionAnswers admissions) {
        this.policy = policy;
        this.registry = registry;
        this.seals = seals;
        this.answers = answers;
        this.requests = requests;
        this.destinations = destinations;
        this.admissions = admissions;
    }

    boolean mayBegin() {
        return !policy.zone().neighbours().isEmpty() && searches < MOST && !requests.isFull();
    }

    /** @param asked a proved request */
    void begin(AdmissionMessage.Request request, Asked asked, List<GatekeeperAction> actions) {
        Duration atMost = PATIENCE.multipliedBy(OutgoingRequests.REPETITIONS + 1L);
        answers.answer(asked, new RequestInProgress(request.requestSeqNum(), atMost), actions);
        searches++;
        askNext(
                new OutgoingRequests.Subject.Search(
                        asked, request, policy.zone().neighbours()),
                actions);
    }

    /** Asks the next neighbour, or gives up. */
    private void askNext(OutgoingRequests.Subject.Search search, List<GatekeeperAction> actions) {
        Asked asked = search.asked();
        AdmissionMessage.Request request = search.request();
        if (search.left().isEmpty() || requests.isFull()) {
            searches--;
            admissions.refuse(request, asked, Reasons.ARJ_CALLED_PARTY_NOT_REGISTERED, actions);
            return;
        }
        List<InetSocketAddress> left = search.left().subList(1, search.left().size());
        requests.ask(
                search.left().getFirst(),
                number -> new LocationMessage.Request(
                        number,
                        Optional.empty(),
                        request.parties().destinationInfo(),
                        Optional.of(policy.zone().rasAddress(search.left().getFirst())),
                        asked.sender().map(Registration::aliases).orElse(List.of()),
                        false,
                        Optional.of(policy.zone().gatekeeperIdentifier()),
                        Optional.empty(),
                        request.identity().callIdentifier()),
                PATIENCE,
                new OutgoingRequests.Subject.Search(asked, request, left),
                asked.now(),
                actions);
    }

    /** A neighbour knows who is called, though perhaps not where. */
    void found(LocationMessage.Confirm confirm, Asked asked, List<GatekeeperAction> actions) {
        if (requests.answered(confirm.requestSeqNum(), asked.path()).orElse(null)
                instanceof OutgoingRequests.Subject.Search search) {
            if (confirm.callSignalAddress().isEmpty()) {
                goOn(search, asked.now(), actions);
                return;
            }
            searches--;
            if (isStillThere(search)) {
                CallModel model = destinations.model(search.asked().sender());
                admissions.admit(
                        search.request(),
                        renewed(search, asked.now()),
                        destinations.at(confirm.callSignalAddress().get(), model),
                        confirm.destinationInfo(),
                        actions);
            }
        }
    }

    /** A neighbour does not know who is called. */
    void notFound(LocationMessage.Reject reject, Asked asked, List<GatekeeperAction> actions) {
        if (requests.answered(reject.requestSeqNum(), asked.path()).orElse(null)
                instanceof OutgoingRequests.Subject.Search search) {
            goOn(search, asked.now(), actions);
        }
    }

    /** After a neighbour that was asked in vain. */
    void goOn(OutgoingRequests.Subject.Search search, Instant now, List<GatekeeperAction> actions) {
        if (isStillThere(search)) {
            askNext(
                    new OutgoingRequests.Subject.Search(renewed(search, now), search.request(), search.left()),
                    actions);
        } else {
            searches--;
        }
    }

    private boolean isStillThere(OutgoingRequests.Subject.Search search) {
        return registry.identified(search.request().endpointIdentifier())
                .equals(search.asked().sender());
    }

    /** The answer comes later than the request, and says so. */
    private Asked renewed(OutgoingRequests.Subject.Search search, Instant now) {
        Optional<Registration> sender = search.asked().sender();
        return search.asked().at(now).by(sender, sender.flatMap(endpoint -> seals.seal(endpoint, now)));
    }
}
