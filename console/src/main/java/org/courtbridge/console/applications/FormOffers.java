package org.courtbridge.console.applications;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.console.applications.OfferedForms.Entry;
import org.courtbridge.console.applications.OfferedForms.Place;
import org.courtbridge.console.html.Names;
import org.courtbridge.court.applications.KeptApplication;
import org.courtbridge.hearings.applications.Addressee;
import org.courtbridge.hearings.applications.Answer;
import org.courtbridge.hearings.applications.ApplicationForm;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.ApplicationState.Phase;
import org.courtbridge.hearings.applications.AskedInstitution;
import org.courtbridge.hearings.applications.Channel;
import org.courtbridge.hearings.applications.Contact;
import org.courtbridge.hearings.applications.Dispatch;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.applications.Letter;
import org.courtbridge.hearings.applications.Receipt;
import org.courtbridge.hearings.applications.Responder;
import org.courtbridge.hearings.applications.Response;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionKind;

/** Fills in the forms of an application's page as far as that can be proposed, or as they were typed. */
final class FormOffers {

    static final String RESOLUTION = "resolution";
    static final String SENDING = "sending";
    static final String RECEIPTS = "receipts";
    static final String RESPONSES = "responses";
    static final String PROPOSAL = "proposal";
    static final String WITHDRAWAL = "withdrawal";

    private final List<Institution> institutions;
    private final ApplicationWords words;

    FormOffers(List<Institution> institutions, ApplicationWords words) {
        this.institutions = institutions;
        this.words = words;
    }

    OfferedForms of(KeptApplication application, ApplicationRights rights, SubmittedForm typed) {
        ApplicationState state = application.state();
        Phase phase = state.phase();
        boolean goesOn = phase != Phase.REFUSED && phase != Phase.WITHDRAWN;
        boolean isAnswered = phase == Phase.SENT || phase == Phase.CONFIRMED || phase == Phase.INFEASIBLE;
        return new OfferedForms(
                goesOn && rights.prepare(),
                when(phase == Phase.DRAFT && rights.resolve(), resolution(state, typed)),
                rights.prepare(),
                phase == Phase.GRANTED && rights.prepare() ? Optional.of(sending(state, typed)) : Optional.empty(),
                isAnswered ? receipts(state, rights, typed) : List.of(),
                isAnswered ? responses(state, rights, typed) : List.of(),
                isAnswered && rights.prepare(),
                when(goesOn && rights.prepare(), fields(typed, WITHDRAWAL, "", Map.of())));
    }

    private static Optional<FormFields> when(boolean offered, FormFields fields) {
        return offered ? Optional.of(fields) : Optional.empty();
    }

    private static FormFields fields(SubmittedForm typed, String step, String whose, Map<String, String> proposed) {
        return typed.is(step, whose) ? typed.fields() : new FormFields(proposed);
    }

    private FormFields resolution(ApplicationState state, SubmittedForm typed) {
        Map<String, String> proposed = Map.of(
                "judge", form(state).presidingJudge(), "on", words.today().toString());
        return fields(typed, RESOLUTION, "", proposed);
    }

    private static ApplicationForm form(ApplicationState state) {
        return state.form().orElseThrow();
    }

    private OfferedForms.Sending sending(ApplicationState state, SubmittedForm typed) {
        Optional<InstitutionId> asked = form(state).asked().map(AskedInstitution::id);
        List<Place> places = new ArrayList<>();
        places.add(place("own", Addressee.OWN_DEPARTMENT, Optional.empty()));
        Map<String, String> proposed = new HashMap<>(Map.of("on", words.today().toString()));
        propose(proposed, "own", state, Addressee.OWN_DEPARTMENT, departmentOf(state.court()));
        asked.ifPresent(institution -> {
            places.add(place("asked", Addressee.ASKED, Optional.of(words.name(institution))));
            places.add(place("department", Addressee.ASKED_DEPARTMENT, Optional.empty()));
            propose(proposed, "asked", state, Addressee.ASKED, asked.map(InstitutionId::value));
            propose(proposed, "department", state, Addressee.ASKED_DEPARTMENT, departmentOf(asked));
        });
        return new OfferedForms.Sending(
                fields(typed, SENDING, "", proposed),
                places,
                departments(),
                channels(List.of(Channel.PAGE, Channel.EMAIL, Channel.PAPER)));
    }

    private Place place(String prefix, Addressee addressee, Optional<String> name) {
        return new Place(prefix, words.say("application.addressee." + addressee), name);
    }

    /** As it was sent before to the same institution, and on a page for the first time. */
    private static void propose(
            Map<String, String> fields,
            String prefix,
            ApplicationState state,
            Addressee addressee,
            Optional<String> institution) {
        Optional<Letter> before = state.dispatch()
                .flatMap(dispatch -> dispatch.letter(addressee))
                .filter(letter -> institution.isEmpty()
                        || institution.get().equals(letter.to().institution().value()));
        institution
                .or(() -> before.map(letter -> letter.to().institution().value()))
                .ifPresent(id -> fields.put(prefix + "Institution", id));
        fields.put(
                prefix + "Channel",
                before.map(letter -> letter.to().channel()).orElse(Channel.PAGE).name());
        before.flatMap(letter -> letter.to().agreed()).ifPresent(agreed -> {
            fields.put(prefix + "AgreedOn", agreed.on().toString());
            fields.put(prefix + "AgreedBy", agreed.by());
        });
    }

    /** The department of the region of a court or institution, as the inventory has it. */
    private Optional<String> departmentOf(Optional<InstitutionId> institution) {
        return institution.flatMap(id -> institutions.stream()
                .filter(one -> one.id().equals(id.value()))
                .findFirst()
                .flatMap(one -> one.kind() == InstitutionKind.DEPARTMENT ? Optional.of(one.id()) : one.department()));
    }

    private List<Choice> departments() {
        return choices(institutions.stream().filter(one -> one.kind() == InstitutionKind.DEPARTMENT));
    }

    /** By name. */
    static List<Choice> choices(Stream<Institution> some) {
        return some.sorted(Names.by(Institution::name))
                .map(one -> new Choice(one.id(), one.name()))
                .toList();
    }

    private List<Choice> channels(List<Channel> some) {
        return some.stream()
                .map(channel -> new Choice(channel.name(), words.say("application.channel." + channel)))
                .toList();
    }

    private List<Entry> receipts(ApplicationState state, ApplicationRights rights, SubmittedForm typed) {
        List<Entry> entries = new ArrayList<>();
        for (Letter letter : state.dispatch().map(Dispatch::letters).orElse(List.of())) {
            Addressee addressee = letter.addressee();
            boolean isAnswered =
                    state.responses().keySet().stream().anyMatch(responder -> responder.addressee() == addressee);
            if (!isAnswered) {
                Optional<Receipt> receipt = state.receipt(addressee);
                Map<String, String> proposed = Map.of(
                        "on",
                        receipt.map(Receipt::on).orElse(words.today()).toString(),
                        "channel",
                        receipt.map(one -> one.channel().name()).orElse(""));
                entry(
                                addressee,
                                addressee.name(),
                                "application.addressee." + addressee,
                                receipt.isPresent(),
                                fields(typed, RECEIPTS, addressee.name(), proposed),
                                rights)
                        .ifPresent(entries::add);
            }
        }
        return List.copyOf(entries);
    }

    private List<Entry> responses(ApplicationState state, ApplicationRights rights, SubmittedForm typed) {
        List<Entry> entries = new ArrayList<>();
        for (Responder responder : form(state).responders()) {
            Optional<Response> response = state.response(responder);
            entry(
                            responder.addressee(),
                            responder.name(),
                            "application.responder." + responder,
                            response.isPresent(),
                            fields(typed, RESPONSES, responder.name(), answered(response)),
                            rights)
                    .ifPresent(entries::add);
        }
        return List.copyOf(entries);
    }

    /** Empty where it is for others. */
    private Optional<Entry> entry(
            Addressee addressee,
            String whose,
            String title,
            boolean again,
            FormFields fields,
            ApplicationRights rights) {
        List<Channel> channels = rights.channels(addressee);
        return channels.isEmpty()
                ? Optional.empty()
                : Optional.of(new Entry(whose, words.say(title), again, fields, channels(channels)));
    }

    private Map<String, String> answered(Optional<Response> response) {
        Map<String, String> fields = new HashMap<>(Map.of("on", words.today().toString()));
        response.ifPresent(one -> {
            fields.put("channel", one.channel().name());
            one.signatory().ifPresent(name -> fields.put("signatory", name));
            switch (one.answer()) {
                case Answer.Confirmed confirmed -> {
                    fields.put("answer", ApplicationForms.CONFIRMED);
                    fields.put("courtroom", confirmed.courtroom());
                    put(fields, "clerk", confirmed.clerk());
                    put(fields, "organiser", confirmed.organiser());
                }
                case Answer.Refused refused -> {
                    fields.put("answer", ApplicationForms.REFUSED);
                    fields.put("reason", refused.reason());
                    refused.proposed().ifPresent(at -> fields.put("proposed", at.toString()));
                }
            }
        });
        return fields;
    }

    static void put(Map<String, String> fields, String prefix, Contact contact) {
        fields.put(prefix + "Name", contact.name());
        fields.put(prefix + "Telephone", contact.telephone());
        contact.email().ifPresent(email -> fields.put(prefix + "Email", email));
    }

    /** Whether a form is on the page, so that what was typed is seen in it. */
    static boolean isThere(OfferedForms forms, SubmittedForm typed) {
        return switch (typed.step()) {
            case RESOLUTION -> forms.resolution().isPresent();
            case SENDING -> forms.sending().isPresent();
            case RECEIPTS -> isOf(forms.receipts(), typed);
            case RESPONSES -> isOf(forms.responses(), typed);
            case WITHDRAWAL -> forms.withdrawal().isPresent();
            default -> true;
        };
    }

    private static boolean isOf(List<Entry> entries, SubmittedForm typed) {
        return entries.stream().anyMatch(entry -> entry.whose().equals(typed.whose()));
    }
}
