/* Writes down what a program does to the files of one folder, in the order in which it does it.
 *
 * Loaded before the program (LD_PRELOAD). RECORD_FOLDER names the folder, RECORD_FILE the record. A line of the record is
 *   kind path-length path offset data-length data     with numbers as 8 bytes, little end first;
 * kinds: o(pen with create) w(rite) t(runcate) s(ync) u(nlink) r(ename; the new path is the data).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define MOST 4096
static char *paths[MOST];
static int record = -1;
static const char *folder;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static int (*real_open)(const char *, int, ...);

static void *next(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
    real_write = next("write");
    real_pwrite = next("pwrite64");
    real_open = next("open64");
    folder = getenv("RECORD_FOLDER");
    if (folder && getenv("RECORD_FILE"))
        record = real_open(getenv("RECORD_FILE"), O_WRONLY | O_CREAT | O_APPEND, 0600);
}

static int ours(const char *path) { return record >= 0 && path && strncmp(path, folder, strlen(folder)) == 0; }

static void put(char kind, const char *path, uint64_t offset, const void *data, uint64_t size) {
    uint64_t length = strlen(path);
    pthread_mutex_lock(&turn);
    real_write(record, &kind, 1);
    real_write(record, &length, 8);
    real_write(record, path, length);
    real_write(record, &offset, 8);
    real_write(record, &size, 8);
    if (size) real_write(record, data, size);
    pthread_mutex_unlock(&turn);
}

static int opened(int fd, const char *path, int flags) {
    if (fd >= 0 && fd < MOST && ours(path)) {
        free(paths[fd]);
        paths[fd] = strdup(path);
        if (flags & O_CREAT) put('o', path, 0, NULL, 0);
        if (flags & O_TRUNC) put('t', path, 0, NULL, 0);
    }
    return fd;
}

static const char *of(int fd) { return fd >= 0 && fd < MOST ? paths[fd] : NULL; }

#define OPEN(name)                                                            \
    int name(const char *path, int flags, ...) {                              \
        va_list rest;                                                         \
        va_start(rest, flags);                                                \
        int mode = flags & O_CREAT ? va_arg(rest, int) : 0;                   \
        va_end(rest);                                                         \
        return opened(real_open(path, flags, mode), path, flags);             \
    }
OPEN(open)
OPEN(open64)

int close(int fd) {
    if (fd >= 0 && fd < MOST && paths[fd]) {
        free(paths[fd]);
        paths[fd] = NULL;
    }
    return ((int (*)(int))next("close"))(fd);
}

ssize_t write(int fd, const void *data, size_t size) {
    off64_t at = of(fd) ? (fcntl(fd, F_GETFL) & O_APPEND ? lseek64(fd, 0, SEEK_END) : lseek64(fd, 0, SEEK_CUR)) : 0;
    ssize_t done = real_write(fd, data, size);
    if (of(fd) && done > 0) put('w', of(fd), at, data, done);
    return done;
}

#define PWRITE(name)                                                          \
    ssize_t name(int fd, const void *data, size_t size, off64_t at) {         \
        ssize_t done = real_pwrite(fd, data, size, at);                       \
        if (of(fd) && done > 0) put('w', of(fd), at, data, done);             \
        return done;                                                          \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

#define TRUNCATE(name)                                                        \
    int name(int fd, off64_t size) {                                          \
        int done = ((int (*)(int, off64_t))next("ftruncate64"))(fd, size);    \
        if (of(fd) && done == 0) put('t', of(fd), size, NULL, 0);             \
        return done;                                                          \
    }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

#define SYNC(name)                                                            \
    int name(int fd) {                                                        \
        int done = ((int (*)(int))next(#name))(fd);                           \
        if (of(fd) && done == 0) put('s', of(fd), 0, NULL, 0);                \
        return done;                                                          \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
    int done = ((int (*)(const char *))next("unlink"))(path);
    if (done == 0 && ours(path)) put('u', path, 0, NULL, 0);
    return done;
}

int rename(const char *from, const char *to) {
    int done = ((int (*)(const char *, const char *))next("rename"))(from, to);
    if (done == 0 && ours(from)) put('r', from, 0, to, strlen(to));
    return done;
}
