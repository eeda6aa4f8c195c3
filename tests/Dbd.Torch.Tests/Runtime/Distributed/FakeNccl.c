// Stands in for NCCL where there is no GPU: the same C interface on ordinary memory, between threads of one process. It is strict where
// NCCL is: what ranks call must fit together, and within a group nothing happens before its end.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { ok = 0, invalid_argument = 4, invalid_usage = 5 };
enum { most_ranks = 8, most_calls = 16, uint8 = 1, float32 = 7, float64 = 8 };

typedef struct { char bytes[128]; } unique_id;
typedef struct { const void *send; void *receive; size_t count; int kind, type, root; } call;
typedef struct world { unique_id id; int size, joined; pthread_barrier_t barrier; call calls[most_ranks]; struct world *next; } world;
typedef struct { world *in; int rank; } comm;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static world *worlds;
static int ids, destroyed;
static _Thread_local int used_device = -1, depth, waiting;
static _Thread_local struct { comm *by; call what; } queue[most_calls];

int ncclGetVersion(int *version) { *version = 22105; return ok; }
const char *ncclGetErrorString(int error) { return error == invalid_usage ? "invalid usage" : "invalid argument"; }
int cudaSetDevice(int device) { used_device = device; return device == 77 ? 101 : 0; }
int fake_device(void) { return used_device; }
int fake_destroyed(void) { return destroyed; }

int ncclGetUniqueId(unique_id *id) {
  for (size_t i = 0; i < sizeof id->bytes; i++) id->bytes[i] = (char)(i * 7 + 1);
  id->bytes[127] = (char)++ids;
  return ok;
}

int ncclCommInitRank(comm **made, int size, unique_id id, int rank) {
  if (rank < 0 || rank >= size || size > most_ranks) return invalid_argument;
  for (size_t i = 0; i < 127; i++) if (id.bytes[i] != (char)(i * 7 + 1)) return invalid_argument;
  if (used_device < 0) return invalid_usage;
  pthread_mutex_lock(&lock);
  world *w = worlds;
  while (w && memcmp(&w->id, &id, sizeof id)) w = w->next;
  if (!w) {
    w = calloc(1, sizeof *w);
    w->id = id; w->size = size; w->next = worlds;
    pthread_barrier_init(&w->barrier, NULL, (unsigned)size);
    worlds = w;
  }
  pthread_mutex_unlock(&lock);
  *made = malloc(sizeof **made);
  **made = (comm){ w, rank };
  pthread_barrier_wait(&w->barrier);
  return ok;
}

static size_t width(int type) { return type == float64 ? 8 : type == float32 ? 4 : 1; }

static void add(void *to, const void *from, size_t count, int type) {
  for (size_t i = 0; i < count; i++)
    if (type == float64) ((double *)to)[i] += ((const double *)from)[i];
    else ((float *)to)[i] += ((const float *)from)[i];
}

static int run(comm *c, call mine) {
  world *w = c->in;
  w->calls[c->rank] = mine;
  pthread_barrier_wait(&w->barrier);
  int result = ok;
  size_t bytes = mine.count * width(mine.type);
  for (int r = 0; r < w->size; r++) {
    call *other = &w->calls[r];
    if (other->kind != mine.kind || other->count != mine.count || other->type != mine.type || other->root != mine.root)
      result = invalid_argument;
  }
  char *made = calloc((unsigned)w->size * bytes + 1, 1);
  for (int r = 0; result == ok && r < w->size; r++) {
    if (mine.kind == 's') add(made, w->calls[r].send, mine.count, mine.type);
    if (mine.kind == 'g') memcpy(made + (size_t)r * bytes, w->calls[r].send, bytes);
    if (mine.kind == 'b' && r == mine.root) memcpy(made, w->calls[r].send, bytes);
  }
  pthread_barrier_wait(&w->barrier);
  if (result == ok) memcpy(mine.receive, made, mine.kind == 'g' ? bytes * (size_t)w->size : bytes);
  free(made);
  pthread_barrier_wait(&w->barrier);
  return result;
}

static int now_or_later(comm *c, call what) {
  if (depth == 0) return run(c, what);
  if (waiting == most_calls) return invalid_usage;
  queue[waiting].by = c;
  queue[waiting++].what = what;
  return ok;
}

int ncclAllReduce(const void *send, void *receive, size_t count, int type, int operation, comm *c, void *stream) {
  if (operation != 0 || stream || (type != float32 && type != float64)) return invalid_argument;
  return now_or_later(c, (call){ send, receive, count, 's', type, 0 });
}
int ncclAllGather(const void *send, void *receive, size_t count, int type, comm *c, void *stream) {
  return stream || type != uint8 ? invalid_argument : now_or_later(c, (call){ send, receive, count, 'g', type, 0 });
}
int ncclBroadcast(const void *send, void *receive, size_t count, int type, int root, comm *c, void *stream) {
  return stream || type != uint8 ? invalid_argument : now_or_later(c, (call){ send, receive, count, 'b', type, root });
}
int ncclGroupStart(void) { depth++; return ok; }
int ncclGroupEnd(void) {
  if (depth == 0) return invalid_usage;
  int result = ok;
  if (--depth == 0) {
    for (int i = 0; i < waiting; i++) { int r = run(queue[i].by, queue[i].what); if (r) result = r; }
    waiting = 0;
  }
  return result;
}
int ncclCommDestroy(comm *c) { free(c); pthread_mutex_lock(&lock); destroyed++; pthread_mutex_unlock(&lock); return ok; }
