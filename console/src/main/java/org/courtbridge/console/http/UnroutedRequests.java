package org.courtbridge.console.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers those who use a path that there is with a method that it does not have, and those who ask which it has. */
final class UnroutedRequests {

    private static final Pattern PARAMETER = Pattern.compile(":[A-Za-z]+");

    private final Router router;
    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    private UnroutedRequests(Router router) {
        this.router = router;
    }

    static void mount(Router router) {
        router.errorHandler(405, new UnroutedRequests(router)::answer);
    }

    private void answer(RoutingContext context) {
        String allow = String.join(", ", methods(context.request().path()));
        Reply reply = context.request().method() == HttpMethod.OPTIONS
                ? Reply.nothing()
                : Reply.problem(405, "Allowed here: %s.".formatted(allow));
        Endpoints.write(context, reply.with("Allow", allow));
    }

    private Set<String> methods(String path) {
        Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
        for (Route route : router.getRoutes()) {
            String template = route.getPath();
            if (template != null
                    && route.methods() != null
                    && pattern(template).matcher(path).matches()) {
                route.methods().forEach(method -> methods.add(method.name()));
            }
        }
        return methods;
    }

    private Pattern pattern(String template) {
        return patterns.computeIfAbsent(template, _ -> {
            StringBuilder pattern = new StringBuilder();
            Matcher parameter = PARAMETER.matcher(template);
            int end = 0;
            while (parameter.find()) {
                pattern.append(Pattern.quote(template.substring(end, parameter.start())))
                        .append("[^/]+");
                end = parameter.end();
            }
            return Pattern.compile(pattern.append(Pattern.quote(template.substring(end))) + "/?");
        });
    }
}
