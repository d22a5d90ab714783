package org.courtbridge.gateway.web;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.gateway.access.Passwords;
import org.courtbridge.gateway.access.Sessions;
import org.courtbridge.gateway.access.User;
import org.courtbridge.gateway.web.Endpoint.Action;
import org.courtbridge.gateway.web.Endpoint.Document;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.provisioning.inventory.Device;
import org.jspecify.annotations.Nullable;

/** The REST API, version 1. */
final class Api {

    private static final String HEARING = "/api/v1/hearings/{hearing}";

    private final Services services;
    private final HearingDesk desk;
    private final SignIns signIns;
    private final List<Endpoint> endpoints = new ArrayList<>();

    Api(Services services, HearingDesk desk, SignIns signIns) {
        this.services = services;
        this.desk = desk;
        this.signIns = signIns;
        sessions();
        hearings();
        parties();
        devices();
        users();
    }

    List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    private void sessions() {
        post("/api/v1/sessions", Allowed.ANYBODY, "Sign in", 201, Views.SignIn.class, Views.Token.class, call -> {
            Views.SignIn signIn = call.json(Views.SignIn.class);
            try {
                Sessions.Opened opened = signIns.signIn(
                                given(signIn.login(), "login"), given(signIn.password(), "password"), call.source())
                        .orElseThrow(() -> new RequestException(401, "The login or the password is wrong."));
                return Reply.json(
                        201, new Views.Token(opened.token(), opened.session().expires()));
            } catch (SignIns.TooManyException e) {
                throw new RequestException(429, "Too many attempts; try again in %d s.".formatted(e.seconds()));
            }
        });
        post(
                "/api/v1/password",
                Allowed.SIGNED_IN,
                "Change one's own password; every session of the user ends",
                204,
                Views.PasswordChange.class,
                null,
                this::changePassword);
    }

    private Reply changePassword(Call call) {
        User user = call.principal().user().orElseThrow(() -> new RequestException(409, "Not a user's session."));
        Views.PasswordChange change = call.json(Views.PasswordChange.class);
        try {
            return switch (signIns.change(
                    user, given(change.current(), "current"), given(change.chosen(), "chosen"), call.source())) {
                case DONE -> Reply.nothing();
                case WRONG -> throw new RequestException(403, "The current password is wrong.");
                case WEAK -> throw new RequestException(400, "chosen: 12 to 200 characters, neither login nor current");
            };
        } catch (SignIns.TooManyException e) {
            throw new RequestException(429, "Too many attempts; try again in %d s.".formatted(e.seconds()));
        }
    }

    private void hearings() {
        get(
                "/api/v1/hearings",
                Allowed.SEE_HEARINGS,
                "All hearings",
                Views.HearingSummary.class,
                true,
                _ -> Reply.json(
                        200,
                        services.conferences().all().stream()
                                .map(Views.HearingSummary::of)
                                .toList()));
        post(
                "/api/v1/hearings",
                Allowed.PREPARE_HEARINGS,
                "Create a hearing",
                201,
                Views.NewHearing.class,
                Views.Hearing.class,
                call -> {
                    Views.NewHearing wanted = call.json(Views.NewHearing.class);
                    return hearing(
                            201,
                            desk.create(
                                    call.actor(), given(wanted.number(), "number"), given(wanted.title(), "title")));
                });
        get(
                HEARING,
                Allowed.SEE_HEARINGS,
                "A hearing: its seats, and what flows to and from each connected party",
                Views.Hearing.class,
                false,
                call -> hearing(200, desk.hearing(call.path("hearing"))));
        get(
                HEARING + "/events",
                Allowed.SEE_HEARINGS,
                "What has happened in a hearing",
                Views.Event.class,
                true,
                call -> {
                    desk.hearing(call.path("hearing"));
                    long after = call.query("after").map(Api::number).orElse(0L);
                    return Reply.json(
                            200,
                            services.trail().events(call.path("hearing"), after).stream()
                                    .map(Views.Event::of)
                                    .toList());
                });
        for (String step : List.of("start", "adjourn", "resume", "close-session", "reopen-session", "end")) {
            post(
                    HEARING + "/" + step,
                    Allowed.CONDUCT_HEARINGS,
                    "Step of the hearing: " + step,
                    200,
                    step.equals("adjourn") ? Views.Reason.class : null,
                    Views.Hearing.class,
                    call -> hearing(
                            200,
                            desk.step(
                                    call.actor(),
                                    call.path("hearing"),
                                    step,
                                    step.equals("adjourn")
                                            ? call.json(Views.Reason.class).reason()
                                            : Optional.empty())));
        }
    }

    private void parties() {
        post(
                HEARING + "/devices",
                Allowed.PREPARE_HEARINGS,
                "Give a device a seat",
                200,
                Views.DeviceInvitation.class,
                Views.Hearing.class,
                call -> {
                    Views.DeviceInvitation wanted = call.json(Views.DeviceInvitation.class);
                    Admission admission = wanted.lobby().orElse(false) ? Admission.LOBBY : Admission.DIRECT;
                    return hearing(
                            200,
                            desk.inviteDevice(
                                    call.actor(), call.path("hearing"), given(wanted.device(), "device"), admission));
                });
        get(
                HEARING + "/participants",
                Allowed.PREPARE_HEARINGS,
                "Participants and their links",
                Views.ParticipantSeat.class,
                true,
                call -> Reply.json(
                        200,
                        desk.participants(call.path("hearing")).stream()
                                .map(participant -> Views.ParticipantSeat.of(
                                        participant, services.baseUrl().get()))
                                .toList()));
        post(
                HEARING + "/participants",
                Allowed.PREPARE_HEARINGS,
                "Give a participant a seat and a link",
                201,
                Views.NewParticipant.class,
                Views.ParticipantSeat.class,
                call -> {
                    Views.NewParticipant wanted = call.json(Views.NewParticipant.class);
                    return Reply.json(
                            201,
                            Views.ParticipantSeat.of(
                                    desk.inviteParticipant(
                                            call.actor(),
                                            call.path("hearing"),
                                            given(wanted.name(), "name"),
                                            given(wanted.codeWord(), "codeWord")),
                                    services.baseUrl().get()));
                });
        String party = HEARING + "/parties/{party}";
        add(
                HttpMethod.DELETE,
                party,
                Allowed.PREPARE_HEARINGS,
                new Document(
                        "Take a party's seat away", 200, Optional.empty(), Optional.of(Views.Hearing.class), false),
                call -> hearing(200, desk.uninvite(call.actor(), call.path("hearing"), party(call))));
        for (String step : List.of("admit", "dismiss", "remove", "mute", "unmute")) {
            post(
                    party + "/" + step,
                    Allowed.CONDUCT_HEARINGS,
                    "Step with a party: " + step,
                    200,
                    null,
                    Views.Hearing.class,
                    call -> hearing(200, desk.party(call.actor(), call.path("hearing"), party(call), step)));
        }
        post(party + "/dial", Allowed.CONNECT, "Call a device that has a seat", 204, null, null, call -> {
            desk.dial(call.path("hearing"), party(call));
            return Reply.nothing();
        });
    }

    private void devices() {
        get(
                "/api/v1/devices",
                Allowed.SEE_DEVICES,
                "All devices",
                Views.DeviceView.class,
                true,
                _ -> Reply.json(
                        200,
                        services.devices().all().stream()
                                .map(Views.DeviceView::of)
                                .toList()));
        post(
                "/api/v1/devices",
                Allowed.CHANGE_DEVICES,
                "Add a device; its password is shown this once",
                201,
                Views.NewDevice.class,
                Views.DeviceCredentials.class,
                call -> {
                    Views.NewDevice wanted = call.json(Views.NewDevice.class);
                    String username = given(wanted.username(), "username");
                    if (services.devices().byUsername(username).isPresent()) {
                        throw new RequestException(409, "username: %s (is taken)".formatted(username));
                    }
                    String password = Passwords.generate();
                    return credentials(
                            201, services.devices().add(given(wanted.name(), "name"), username, password), password);
                });
        post(
                "/api/v1/devices/{device}/password",
                Allowed.CHANGE_DEVICES,
                "Replace a device's password; the new one is shown this once",
                200,
                null,
                Views.DeviceCredentials.class,
                call -> {
                    Device device = device(call);
                    String password = Passwords.generate();
                    services.devices().changePassword(device.id(), password);
                    return credentials(200, device, password);
                });
        delete("/api/v1/devices/{device}", Allowed.CHANGE_DEVICES, "Remove a device", call -> {
            services.devices().remove(device(call).id());
            return Reply.nothing();
        });
    }

    private void users() {
        get(
                "/api/v1/users",
                Allowed.CHANGE_USERS,
                "All users",
                Views.UserView.class,
                true,
                _ -> Reply.json(
                        200,
                        services.users().all().stream().map(Views.UserView::of).toList()));
        post(
                "/api/v1/users",
                Allowed.CHANGE_USERS,
                "Add a user; the one-time password is shown this once",
                201,
                Views.NewUser.class,
                Views.UserCredentials.class,
                call -> {
                    Views.NewUser wanted = call.json(Views.NewUser.class);
                    String login = given(wanted.login(), "login");
                    if (services.users().byLogin(login).isPresent()) {
                        throw new RequestException(409, "login: %s (is taken)".formatted(login));
                    }
                    String password = Passwords.generate();
                    User user = services.users()
                            .add(login, given(wanted.name(), "name"), given(wanted.roles(), "roles"), password);
                    return Reply.json(201, new Views.UserCredentials(user.id(), user.login(), password));
                });
        post(
                "/api/v1/users/{user}/password",
                Allowed.CHANGE_USERS,
                "Make a new one-time password, shown this once; the user is signed out",
                200,
                null,
                Views.UserCredentials.class,
                call -> {
                    User user = user(call);
                    String password = Passwords.generate();
                    services.users().resetPassword(user.id(), password);
                    services.sessions().closeAllOf(user.id());
                    return Reply.json(200, new Views.UserCredentials(user.id(), user.login(), password));
                });
        post(
                "/api/v1/users/{user}/roles",
                Allowed.CHANGE_USERS,
                "Replace a user's roles",
                200,
                Views.Roles.class,
                Views.UserView.class,
                call -> {
                    User user = user(call);
                    services.users()
                            .changeRoles(
                                    user.id(),
                                    given(call.json(Views.Roles.class).roles(), "roles"));
                    return Reply.json(200, Views.UserView.of(user(call)));
                });
        delete("/api/v1/users/{user}", Allowed.CHANGE_USERS, "Remove a user", call -> {
            User user = user(call);
            if (call.principal().user().map(User::id).equals(Optional.of(user.id()))) {
                throw new RequestException(409, "Nobody removes their own account.");
            }
            services.users().remove(user.id());
            services.sessions().closeAllOf(user.id());
            return Reply.nothing();
        });
    }

    private Reply hearing(int status, HearingState state) {
        return Reply.json(status, Views.Hearing.of(state, services.conferences().statistics(state.id())));
    }

    private static Reply credentials(int status, Device device, String password) {
        return Reply.json(status, new Views.DeviceCredentials(device.id(), device.name(), device.username(), password));
    }

    private static PartyId party(Call call) {
        return new PartyId(call.path("party"));
    }

    private Device device(Call call) {
        return services.devices()
                .byId(call.path("device"))
                .orElseThrow(() -> RequestException.notFound("No such device."));
    }

    private User user(Call call) {
        return services.users().byId(call.path("user")).orElseThrow(() -> RequestException.notFound("No such user."));
    }

    /** JSON may leave out what a record declares. */
    private static <T> T given(@Nullable T value, String name) {
        if (value == null || value instanceof String text && text.isBlank()) {
            throw new RequestException(400, name + ": missing");
        }
        return value;
    }

    static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new RequestException(400, "after: %s (expected: a number)".formatted(text));
        }
    }

    private void get(String path, Allowed allowed, String summary, Class<?> answer, boolean list, Action action) {
        add(
                HttpMethod.GET,
                path,
                allowed,
                new Document(summary, 200, Optional.empty(), Optional.of(answer), list),
                action);
    }

    private void post(
            String path,
            Allowed allowed,
            String summary,
            int status,
            @Nullable Class<?> body,
            @Nullable Class<?> answer,
            Action action) {
        add(
                HttpMethod.POST,
                path,
                allowed,
                new Document(summary, status, Optional.ofNullable(body), Optional.ofNullable(answer), false),
                action);
    }

    private void delete(String path, Allowed allowed, String summary, Action action) {
        add(
                HttpMethod.DELETE,
                path,
                allowed,
                new Document(summary, 204, Optional.empty(), Optional.empty(), false),
                action);
    }

    private void add(HttpMethod method, String path, Allowed allowed, Document document, Action action) {
        endpoints.add(new Endpoint(method, path, allowed, Optional.of(document), action));
    }
}
