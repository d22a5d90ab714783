package org.courtbridge.gateway.web;

import io.vertx.core.http.HttpMethod;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.courtbridge.gateway.access.Passwords;
import org.courtbridge.gateway.access.Role;
import org.courtbridge.gateway.access.User;
import org.courtbridge.provisioning.inventory.Device;

/** Pages for those who look after devices and users. */
final class InventoryPages {

    private final Services services;
    private final Templates templates;

    InventoryPages(Services services, Templates templates) {
        this.services = services;
        this.templates = templates;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page(HttpMethod.GET, "/devices", Allowed.SEE_DEVICES, this::devices),
                Endpoint.page(
                        HttpMethod.GET, "/devices/new", Allowed.CHANGE_DEVICES, call -> deviceForm(call, 200, "")),
                Endpoint.page(HttpMethod.POST, "/devices", Allowed.CHANGE_DEVICES, this::createDevice),
                Endpoint.page(
                        HttpMethod.POST, "/devices/{device}/password", Allowed.CHANGE_DEVICES, this::devicePassword),
                Endpoint.page(HttpMethod.POST, "/devices/{device}/delete", Allowed.CHANGE_DEVICES, this::deleteDevice),
                Endpoint.page(HttpMethod.GET, "/users", Allowed.CHANGE_USERS, this::users),
                Endpoint.page(HttpMethod.GET, "/users/new", Allowed.CHANGE_USERS, call -> userForm(call, 200, "")),
                Endpoint.page(HttpMethod.POST, "/users", Allowed.CHANGE_USERS, this::createUser),
                Endpoint.page(HttpMethod.POST, "/users/{user}/password", Allowed.CHANGE_USERS, this::userPassword),
                Endpoint.page(HttpMethod.POST, "/users/{user}/delete", Allowed.CHANGE_USERS, this::deleteUser));
    }

    private Reply devices(Call call) {
        return Reply.html(
                200,
                templates.render(
                        "devices/list.jte",
                        Map.of(
                                "page",
                                ErrorPages.page(call),
                                "devices",
                                services.devices().all(),
                                "mayChange",
                                Allowed.CHANGE_DEVICES.admits(call.principal()))));
    }

    private Reply deviceForm(Call call, int status, String complaint) {
        return Reply.html(
                status,
                templates.render(
                        "devices/new.jte",
                        Map.of(
                                "page",
                                ErrorPages.page(call),
                                "name",
                                call.field("name"),
                                "username",
                                call.field("username"),
                                "complaint",
                                complaint)));
    }

    private Reply createDevice(Call call) {
        Page page = ErrorPages.page(call);
        String username = call.field("username");
        if (services.devices().byUsername(username).isPresent()) {
            return deviceForm(call, 409, page.say("error.taken"));
        }
        if (call.field("name").isEmpty()) {
            return deviceForm(call, 400, page.say("error.400"));
        }
        String password = Passwords.generate();
        try {
            return deviceSecret(call, services.devices().add(call.field("name"), username, password), password);
        } catch (IllegalArgumentException _) {
            return deviceForm(call, 400, page.say("error.400"));
        }
    }

    private Reply devicePassword(Call call) {
        Device device = device(call);
        String password = Passwords.generate();
        services.devices().changePassword(device.id(), password);
        return deviceSecret(call, device, password);
    }

    private Reply deviceSecret(Call call, Device device, String password) {
        return secret(call, "device", device.name(), device.username(), password, "/devices");
    }

    private Reply secret(Call call, String kind, String name, String username, String password, String back) {
        Page page = ErrorPages.page(call);
        return Reply.html(
                200,
                templates.render(
                        "secret.jte",
                        Map.of(
                                "page",
                                page,
                                "name",
                                name,
                                "username",
                                username,
                                "usernameWords",
                                page.say(kind.equals("device") ? "device.username" : "user.login"),
                                "password",
                                password,
                                "advice",
                                page.say(kind + ".password.once"),
                                "back",
                                back)));
    }

    private Reply deleteDevice(Call call) {
        services.devices().remove(device(call).id());
        return Reply.seeOther("/devices");
    }

    private Device device(Call call) {
        return services.devices()
                .byId(call.path("device"))
                .orElseThrow(() -> RequestException.notFound("No such device."));
    }

    private Reply users(Call call) {
        Page page = ErrorPages.page(call);
        List<UserRow> rows =
                services.users().all().stream().map(user -> row(page, user)).toList();
        return Reply.html(200, templates.render("users/list.jte", Map.of("page", page, "users", rows)));
    }

    private static UserRow row(Page page, User user) {
        return new UserRow(
                user.id(),
                user.login(),
                user.name(),
                user.roles().stream()
                        .sorted()
                        .map(role -> page.say("role." + role))
                        .collect(Collectors.joining(", ")),
                user.oneTimePassword());
    }

    private Reply userForm(Call call, int status, String complaint) {
        return Reply.html(
                status,
                templates.render(
                        "users/new.jte",
                        Map.of(
                                "page",
                                ErrorPages.page(call),
                                "login",
                                call.field("login"),
                                "name",
                                call.field("name"),
                                "complaint",
                                complaint)));
    }

    private Reply createUser(Call call) {
        Page page = ErrorPages.page(call);
        if (services.users().byLogin(call.field("login")).isPresent()) {
            return userForm(call, 409, page.say("error.taken"));
        }
        String password = Passwords.generate();
        try {
            Set<Role> roles = EnumSet.noneOf(Role.class);
            call.fields("role").forEach(role -> roles.add(Role.valueOf(role)));
            User user = services.users().add(call.field("login"), call.field("name"), roles, password);
            return secret(call, "user", user.name(), user.login(), password, "/users");
        } catch (IllegalArgumentException _) {
            return userForm(call, 400, page.say("error.400"));
        }
    }

    private Reply userPassword(Call call) {
        User user = user(call);
        String password = Passwords.generate();
        services.users().resetPassword(user.id(), password);
        services.sessions().closeAllOf(user.id());
        return secret(call, "user", user.name(), user.login(), password, "/users");
    }

    private Reply deleteUser(Call call) {
        User user = user(call);
        if (call.principal().user().map(User::id).filter(user.id()::equals).isPresent()) {
            throw new RequestException(409, "Nobody removes their own account.");
        }
        services.users().remove(user.id());
        services.sessions().closeAllOf(user.id());
        return Reply.seeOther("/users");
    }

    private User user(Call call) {
        return services.users().byId(call.path("user")).orElseThrow(() -> RequestException.notFound("No such user."));
    }
}
