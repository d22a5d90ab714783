package org.courtbridge.console.http;

import io.netty.handler.codec.DecoderException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Answers requests that break before any handler of ours has them: malformed ones, and those whose sender went away. */
final class BrokenRequests {

    private static final Logger LOG = LogManager.getLogger(BrokenRequests.class);

    private BrokenRequests() {}

    static void mount(Router router) {
        router.route().failureHandler(BrokenRequests::failed);
        // A path that cannot be decoded matches no route, and so no failure handler.
        router.errorHandler(400, context -> refuse(context, 400));
    }

    private static void failed(RoutingContext context) {
        Throwable failure = context.failure();
        if (context.statusCode() != 500) {
            LOG.debug("status {} for {}", context.statusCode(), String.valueOf(failure));
            refuse(context, context.statusCode());
        } else if (failure instanceof HttpClosedException || failure instanceof IOException) {
            LOG.debug("request broke off: {}", failure.getMessage());
        } else if (failure instanceof DecoderException) {
            LOG.debug("malformed request: {}", failure.getMessage());
            refuse(context, 400);
        } else if (failure instanceof RejectedExecutionException) {
            // Between the end of the threads that answer and that of the server.
            LOG.debug("a request while the gateway goes down");
            Endpoints.write(context, Endpoints.goingDown());
        } else {
            LOG.error("a request failed", failure);
            refuse(context, 500);
        }
    }

    private static void refuse(RoutingContext context, int status) {
        Endpoints.write(context, Reply.problem(status, Problems.title(status)));
    }
}
