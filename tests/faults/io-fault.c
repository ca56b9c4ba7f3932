/* Makes the disk fail where a test says so: loaded with LD_PRELOAD into the process that writes (this program's, or a database server's).
 *
 *   SUREFOOT_FAULT_UNDER    only files below this folder are touched
 *   SUREFOOT_FAULT_CONTROL  a file of four 64-bit numbers, shared by all processes: mode, countdown, calls seen, faults given
 *
 * Modes: 0 none; 1 EIO once, at the Nth call; 2 ENOSPC once, at the Nth call; 3 disk full: whatever would make a file longer fails with ENOSPC until
 * told otherwise; 4 EIO at the Nth call and at every one after it, until told otherwise.
 * Calls counted: write, pwrite, writev, pwritev, fsync, fdatasync, ftruncate, posix_fallocate, sync_file_range.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

struct control { _Atomic int64_t mode, countdown, calls, faults; };

static struct control *control;
static const char *under;

__attribute__((constructor)) static void attach(void)
{
    const char *file = getenv("SUREFOOT_FAULT_CONTROL");
    under = getenv("SUREFOOT_FAULT_UNDER");
    if (!file || !under) return;
    int fd = open(file, O_RDWR | O_CLOEXEC);
    if (fd < 0) return;
    void *map = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (map != MAP_FAILED) control = map;
}

static int ours(int fd)
{
    char link[48], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return strncmp(path, under, strlen(under)) == 0;
}

/* The error that this call shall have, or 0. `end` is how long the file would be after it, or -1 if the call cannot lengthen it. */
static int fault(int fd, int64_t end)
{
    if (!control) return 0;
    int64_t mode = atomic_load(&control->mode);
    if (mode == 0 || !ours(fd)) return 0;
    atomic_fetch_add(&control->calls, 1);
    int error = 0;
    if (mode == 3) {
        struct stat now;
        error = end >= 0 && fstat(fd, &now) == 0 && end > now.st_size ? ENOSPC : 0;
    } else {
        int64_t left = atomic_fetch_sub(&control->countdown, 1);
        if (left == 1 || (mode == 4 && left < 1)) error = mode == 2 ? ENOSPC : EIO;
    }
    if (error) atomic_fetch_add(&control->faults, 1);
    return error;
}

static int64_t length_of(const struct iovec *parts, int count)
{
    int64_t total = 0;
    for (int i = 0; i < count; i++) total += parts[i].iov_len;
    return total;
}

static int64_t place(int fd, size_t length)
{
    off_t at = lseek(fd, 0, SEEK_CUR);
    if (at < 0) return -1;
    if (fcntl(fd, F_GETFL) & O_APPEND) {
        struct stat now;
        if (fstat(fd, &now) == 0) at = now.st_size;
    }
    return at + (int64_t)length;
}

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)
#define FAIL_IF(end) do { int before = errno, error = fault(fd, end); errno = before; if (error) { errno = error; return -1; } } while (0)

ssize_t write(int fd, const void *bytes, size_t length) { REAL(write); FAIL_IF(place(fd, length)); return real(fd, bytes, length); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { REAL(pwrite); FAIL_IF(at + (int64_t)length); return real(fd, bytes, length, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) { REAL(pwrite64); FAIL_IF(at + (int64_t)length); return real(fd, bytes, length, at); }
ssize_t writev(int fd, const struct iovec *parts, int count) { REAL(writev); FAIL_IF(place(fd, length_of(parts, count))); return real(fd, parts, count); }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { REAL(pwritev); FAIL_IF(at + length_of(parts, count)); return real(fd, parts, count, at); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) { REAL(pwritev64); FAIL_IF(at + length_of(parts, count)); return real(fd, parts, count, at); }
int fsync(int fd) { REAL(fsync); FAIL_IF(-1); return real(fd); }
int fdatasync(int fd) { REAL(fdatasync); FAIL_IF(-1); return real(fd); }
int ftruncate(int fd, off_t length) { REAL(ftruncate); FAIL_IF(length); return real(fd, length); }
int ftruncate64(int fd, off64_t length) { REAL(ftruncate64); FAIL_IF(length); return real(fd, length); }
int sync_file_range(int fd, off64_t at, off64_t length, unsigned flags) { REAL(sync_file_range); FAIL_IF(-1); return real(fd, at, length, flags); }

int posix_fallocate(int fd, off_t at, off_t length)
{
    REAL(posix_fallocate);
    int error = fault(fd, at + length);
    return error ? error : real(fd, at, length);
}

int posix_fallocate64(int fd, off64_t at, off64_t length)
{
    REAL(posix_fallocate64);
    int error = fault(fd, at + length);
    return error ? error : real(fd, at, length);
}
