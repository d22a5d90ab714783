package org.courtbridge.console.hearings;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.courtbridge.console.html.Names;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Principal;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.access.LetterAddress;
import org.courtbridge.court.access.Participant;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.conference.HearingPin;
import org.courtbridge.hearings.CameraStep;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingCommand.Muting;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.hearings.Refusal;
import org.courtbridge.hearings.SpeakingRule;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.audit.AuditTrail;
import org.courtbridge.provisioning.audit.Change;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.inventory.Placement;

/** Reads hearings and carries out commands on them, for the API and the pages. */
public final class HearingDesk {

    public static final String DEVICE = "device:";

    /** Steps of the whole hearing, as the API names them in its paths. */
    static final List<String> STEPS = List.of(
            "start",
            "adjourn",
            "resume",
            "close-session",
            "reopen-session",
            "allow-steering",
            "forbid-steering",
            "mute-all",
            "let-everybody-speak",
            "mute-at-entry",
            "floor-only",
            "end");

    /** Steps that choose who may speak. */
    static final SequencedMap<String, SpeakingRule> SPEAKING_RULES = speakingRules();

    /** Steps of one party in it. */
    static final List<String> PARTY_STEPS = List.of(
            "admit",
            "dismiss",
            "remove",
            "mute",
            "unmute",
            "give-floor",
            "lower-hand",
            "preside",
            "preside-no-more",
            "stop-sharing",
            "show-self",
            "hide-self");

    private static final Set<Role> ADMINISTRATORS = EnumSet.of(Role.ADMINISTRATOR);

    private final HearingServices services;
    private final Devices devices;
    private final Inventory inventory;
    private final AuditTrail audit;

    /** @param inventory of the courts that hearings belong to */
    public HearingDesk(HearingServices services, Devices devices, Inventory inventory, AuditTrail audit) {
        this.services = services;
        this.devices = devices;
        this.inventory = inventory;
        this.audit = audit;
    }

    private static SequencedMap<String, SpeakingRule> speakingRules() {
        SequencedMap<String, SpeakingRule> rules = new LinkedHashMap<>();
        rules.put("let-everybody-speak", SpeakingRule.EVERYBODY);
        rules.put("mute-at-entry", SpeakingRule.MUTED_AT_ENTRY);
        rules.put("floor-only", SpeakingRule.FLOOR_ONLY);
        return Collections.unmodifiableSequencedMap(rules);
    }

    public HearingState hearing(String id) {
        return services.conferences().byId(id).orElseThrow(() -> HearingGuard.unknown(id));
    }

    /** The hearings with which somebody may do something, in no order. */
    public Stream<HearingState> hearings(Principal principal, Allowed action) {
        return services.conferences().all().stream().filter(hearing -> action.admits(principal, hearing.court()));
    }

    /** The courts whose hearings somebody may prepare, in the order of names. */
    List<Institution> courts(Principal principal) {
        return inventory.institutions().stream()
                .filter(one -> one.kind() == InstitutionKind.COURT)
                .filter(one -> Allowed.PREPARE_HEARINGS.admits(principal, Optional.of(one.id())))
                .sorted(Names.by(Institution::name))
                .toList();
    }

    /** The only court whose hearings somebody may prepare; empty if there are several, or hearings of none may be prepared. */
    private Optional<String> onlyCourt(Principal principal) {
        if (Allowed.PREPARE_HEARINGS.admits(principal, Optional.empty())) {
            return Optional.empty();
        }
        List<Institution> courts = courts(principal);
        return courts.size() == 1 ? Optional.of(courts.getFirst().id()) : Optional.empty();
    }

    /** @throws RequestException if there is no such court, or somebody may not prepare its hearings */
    private void checkCourt(Principal principal, Optional<String> court) {
        if (!Allowed.PREPARE_HEARINGS.admits(principal, court)) {
            throw court.isEmpty()
                    ? new RequestException(400, "court: missing", "error.hearing.court")
                    : new RequestException(403, "Your role does not allow this in this court.");
        }
        court.ifPresent(this::checkIsCourt);
    }

    private void checkIsCourt(String id) {
        if (inventory
                .institution(id)
                .filter(one -> one.kind() == InstitutionKind.COURT)
                .isEmpty()) {
            throw new RequestException(400, "court: %s (expected: a court)".formatted(id), "error.hearing.court");
        }
    }

    /**
     * A new hearing.
     *
     * @param begins when it is to begin; empty if that is not known yet
     * @param wanted id of the court whose hearing it is; empty for the only one whose hearings somebody may prepare
     */
    HearingState create(Principal by, String number, String title, Optional<Instant> begins, Optional<String> wanted)
            throws ExecutionException, InterruptedException {
        Optional<String> court = wanted.or(() -> onlyCourt(by));
        checkCourt(by, court);
        String actor = by.actor();
        if (services.conferences().byNumber(number).isPresent()) {
            throw new RequestException(409, "number: %s (is taken)".formatted(number), "error.number.taken");
        }
        HearingState created = Call.await(services.conferences().create(actor, number, title));
        if (court.isPresent()) {
            created = submit(created.id(), new HearingCommand.AssignCourt(actor, court.get()));
        }
        return begins.isPresent() ? schedule(actor, created.id(), begins) : created;
    }

    /** The courts to which somebody may give a hearing, in the order of names; none if nobody asks them to. */
    List<Institution> courtsFor(Principal principal, HearingState hearing) {
        return inventory.institutions().stream()
                .filter(one -> one.kind() == InstitutionKind.COURT)
                .filter(one -> mayAssign(principal, hearing, one.id()))
                .sorted(Names.by(Institution::name))
                .toList();
    }

    /**
     * Until it has ended, whoever may prepare it and the hearings of the other court, too. Administrators may at any time: what was never given to
     * a court is read by nobody of it.
     */
    private static boolean mayAssign(Principal principal, HearingState hearing, String court) {
        boolean prepares = hearing.phase() != HearingState.Phase.ENDED
                && Allowed.PREPARE_HEARINGS.admits(principal, hearing.court())
                && Allowed.PREPARE_HEARINGS.admits(principal, Optional.of(court));
        return prepares
                || (principal.memberships().holds(ADMINISTRATORS, hearing.court())
                        && principal.memberships().holds(ADMINISTRATORS, Optional.of(court)));
    }

    /** Makes a hearing one of a court, or of another one. @param court its id */
    HearingState assignCourt(Principal by, String hearing, String court)
            throws ExecutionException, InterruptedException {
        if (!mayAssign(by, hearing(hearing), court)) {
            throw new RequestException(
                    403, "Your role does not allow this of this hearing and court.", "error.hearing.court.others");
        }
        checkIsCourt(court);
        return submit(hearing, new HearingCommand.AssignCourt(by.actor(), court));
    }

    /**
     * A step of the hearing as a whole.
     *
     * @param step as the API names it in its path
     */
    HearingState step(String actor, String hearing, String step, Optional<String> reason)
            throws ExecutionException, InterruptedException {
        SpeakingRule rule = SPEAKING_RULES.get(step);
        if (rule != null) {
            return submit(hearing, new HearingCommand.ChooseSpeakingRule(actor, rule));
        }
        return submit(
                hearing,
                switch (step) {
                    case "start" -> new HearingCommand.Start(actor);
                    case "adjourn" -> new HearingCommand.Adjourn(actor, reason.orElse(""));
                    case "resume" -> new HearingCommand.Resume(actor);
                    case "close-session" -> new HearingCommand.CloseSession(actor);
                    case "reopen-session" -> new HearingCommand.ReopenSession(actor);
                    case "allow-steering" -> new HearingCommand.AllowSteering(actor, true);
                    case "forbid-steering" -> new HearingCommand.AllowSteering(actor, false);
                    case "mute-all" -> new HearingCommand.MuteAll(actor);
                    case "end" -> new HearingCommand.End(actor);
                    default -> throw RequestException.notFound("No step " + step + ".");
                });
    }

    /** @param begins when it is to begin; empty if that is not known any more */
    HearingState schedule(String actor, String hearing, Optional<Instant> begins)
            throws ExecutionException, InterruptedException {
        return submit(hearing, new HearingCommand.Schedule(actor, begins));
    }

    HearingState newPin(String actor, String hearing) throws ExecutionException, InterruptedException {
        return submit(hearing, new HearingCommand.ChangePin(actor, HearingPin.random()));
    }

    /**
     * Something done with one party.
     *
     * @param step one of {@link #PARTY_STEPS}
     */
    public HearingState party(String actor, String hearing, PartyId party, String step)
            throws ExecutionException, InterruptedException {
        return submit(
                hearing,
                switch (step) {
                    case "admit" -> new HearingCommand.Admit(actor, party);
                    case "dismiss" -> new HearingCommand.Dismiss(actor, party);
                    case "remove" -> new HearingCommand.Remove(actor, party);
                    case "mute" -> new HearingCommand.Mute(actor, party, Muting.MUTED);
                    case "unmute" -> new HearingCommand.Mute(actor, party, Muting.HEARD);
                    case "give-floor" -> new HearingCommand.GiveFloor(actor, party);
                    case "lower-hand" -> new HearingCommand.LowerHand(actor, party);
                    case "preside" -> new HearingCommand.Preside(actor, party, true);
                    case "preside-no-more" -> new HearingCommand.Preside(actor, party, false);
                    case "stop-sharing" -> new HearingCommand.StopSharing(actor, party);
                    case "show-self" -> new HearingCommand.ShowSelf(actor, party, true);
                    case "hide-self" -> new HearingCommand.ShowSelf(actor, party, false);
                    default -> throw RequestException.notFound("No step " + step + ".");
                });
    }

    /** Somebody has seen a problem that was reported; nothing happens if somebody has before. @param trouble its number */
    public HearingState seeTrouble(String actor, String hearing, String trouble)
            throws ExecutionException, InterruptedException {
        hearing(hearing);
        if (!trouble.matches("[0-9]{1,18}")) {
            throw RequestException.notFound("No problem " + trouble + ".");
        }
        return submit(hearing, new HearingCommand.SeeTrouble(actor, Long.parseLong(trouble)));
    }

    HearingState chooseLayout(String actor, String hearing, Layout layout)
            throws ExecutionException, InterruptedException {
        return submit(hearing, new HearingCommand.ChooseLayout(actor, layout));
    }

    /** @param layout of one party's seat; empty for the hearing's */
    HearingState chooseLayout(String actor, String hearing, PartyId party, Optional<Layout> layout)
            throws ExecutionException, InterruptedException {
        return submit(hearing, new HearingCommand.ChooseSeatLayout(actor, party, layout));
    }

    /** @param preset 0 to 15 of the steps that have one; 0 of the others */
    HearingState steerCamera(String actor, String hearing, PartyId party, CameraStep step, int preset)
            throws ExecutionException, InterruptedException {
        if (preset < 0 || preset > CameraStep.LAST_PRESET) {
            throw new RequestException(400, "preset: %d (expected: 0 to 15)".formatted(preset));
        }
        Optional<LegId> leg = hearing(hearing).seat(party).flatMap(HearingState.Seat::leg);
        boolean steerable = services.conferences().statistics(hearing).stream()
                .anyMatch(known ->
                        leg.equals(Optional.of(known.leg())) && known.camera().isPresent());
        if (leg.isPresent() && !steerable) {
            throw new RequestException(409, "This party's camera takes no orders.", "error.camera");
        }
        return submit(hearing, new HearingCommand.SteerCamera(actor, party, step, preset));
    }

    /** Gives a device a seat. The court's own presides if nobody does yet. */
    HearingState inviteDevice(String actor, String hearing, String deviceId, Admission admission)
            throws ExecutionException, InterruptedException {
        hearing(hearing);
        Device device = device(deviceId);
        PartyId party = PartyId.device(device.id());
        HearingState invited = submit(hearing, new HearingCommand.Invite(actor, party, device.name(), admission));
        return invited.floor().presiding().isEmpty() && isOfCourt(device, invited.court())
                ? submit(hearing, new HearingCommand.Preside(actor, party, true))
                : invited;
    }

    private boolean isOfCourt(Device device, Optional<String> court) {
        return court.isPresent()
                && inventory
                        .placement(device.id())
                        .flatMap(Placement::institution)
                        .map(Institution::id)
                        .equals(court);
    }

    /**
     * @param codeWord that the participant chose, or that was made for him
     * @param letters where the participant gets letters; empty for none
     */
    Participant inviteParticipant(
            String actor, String hearing, String name, String codeWord, Optional<LetterAddress> letters)
            throws ExecutionException, InterruptedException {
        hearing(hearing);
        if (name.isBlank()) {
            throw new RequestException(400, "name: blank");
        }
        Participant added = services.participants().add(hearing, name.strip(), codeWord);
        Participant participant =
                letters.isEmpty() ? added : services.participants().changeLetters(added.id(), letters);
        try {
            submit(
                    hearing,
                    new HearingCommand.Invite(
                            actor, PartyId.participant(participant.id()), participant.name(), Admission.LOBBY));
        } catch (ExecutionException e) {
            services.participants().remove(participant.id());
            throw e;
        }
        return participant;
    }

    Participant participant(String hearing, PartyId party) {
        return participants(hearing).stream()
                .filter(one -> PartyId.participant(one.id()).equals(party))
                .findFirst()
                .orElseThrow(() -> RequestException.notFound("No participant " + party + "."));
    }

    /** @throws RequestException also after the hearing's end */
    private Participant changeable(String hearing, PartyId party) {
        Participant participant = participant(hearing, party);
        if (hearing(hearing).phase() == HearingState.Phase.ENDED) {
            throw new RequestException(409, Refusal.ENDED.explanation(), "refusal." + Refusal.ENDED);
        }
        return participant;
    }

    /** Changes where a participant gets letters; the audit trail has that it was changed, and not the address. @param letters empty for nowhere */
    Participant changeLetters(String actor, String hearing, PartyId party, Optional<LetterAddress> letters) {
        Participant before = changeable(hearing, party);
        if (before.letters().equals(letters)) {
            return before;
        }
        Participant changed = services.participants().changeLetters(before.id(), letters);
        note(actor, "participant.letters", hearing, changed);
        return changed;
    }

    /** The participant's code word so far ends, and what was guessed at it counts no more. */
    Participant changeCodeWord(String actor, String hearing, PartyId party, String codeWord) {
        Participant participant = changeable(hearing, party);
        services.participants().changeCodeWord(participant.id(), codeWord);
        services.guesses().renewed(participant.code());
        note(actor, "participant.word", hearing, participant);
        return participant;
    }

    private void note(String actor, String action, String hearing, Participant participant) {
        audit.note(
                actor,
                action,
                new Subject("participant", participant.id(), participant.name()),
                List.of(new Change("hearing", "", hearing(hearing).number())));
    }

    HearingState uninvite(String actor, String hearing, PartyId party) throws ExecutionException, InterruptedException {
        requireSeat(hearing, party);
        HearingState state = submit(hearing, new HearingCommand.Uninvite(actor, party));
        for (Participant participant : services.participants().ofHearing(hearing)) {
            if (PartyId.participant(participant.id()).equals(party)) {
                services.participants().remove(participant.id());
            }
        }
        return state;
    }

    /** @throws RequestException if the hearing is not there, or the party has no seat in it */
    public void requireSeat(String hearing, PartyId party) {
        if (!hearing(hearing).seats().containsKey(party)) {
            throw new RequestException(404, "This party has no seat in the hearing.", "refusal.NOT_INVITED");
        }
    }

    /** @param patience how long whoever asks waits to hear that it failed; the call goes on, and its seat says what became of it */
    void dial(String hearing, PartyId party, Duration patience) throws ExecutionException, InterruptedException {
        hearing(hearing);
        if (!party.value().startsWith(DEVICE)) {
            throw new RequestException(400, "party: %s (expected: a device)".formatted(party));
        }
        requireSeat(hearing, party);
        Device device = device(party.value().substring(DEVICE.length()));
        if (!device.enabled()) {
            throw new RequestException(409, "This device is disabled.", "error.device.disabled");
        }
        Call.await(services.dialled().dial(hearing, device, patience));
    }

    List<Participant> participants(String hearing) {
        hearing(hearing);
        return services.participants().ofHearing(hearing);
    }

    private Device device(String id) {
        return devices.byId(id).orElseThrow(() -> RequestException.notFound("No device " + id + "."));
    }

    private HearingState submit(String hearing, HearingCommand command)
            throws ExecutionException, InterruptedException {
        hearing(hearing);
        return Call.await(services.conferences().submit(hearing, command));
    }
}
