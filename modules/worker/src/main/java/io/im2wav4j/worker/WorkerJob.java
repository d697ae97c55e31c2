package io.im2wav4j.worker;

import java.nio.file.Path;

/**
 * A call.
 *
 * @param service that is to serve it
 * @param file that it reads: errors name it, and it is refused once it killed two processes
 * @param request for the service
 */
public record WorkerJob(Class<? extends WorkerService> service, Path file, byte[] request) {}
