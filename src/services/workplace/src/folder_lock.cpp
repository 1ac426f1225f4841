#include "folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace banxing::workplace {

Result<FolderLock> FolderLock::take(const std::filesystem::path& folder) {
    int file = ::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return fail(Error::unavailable({"数据文件夹不可写", "The data folder cannot be written"}));
    if (::flock(file, LOCK_EX | LOCK_NB) == 0) return FolderLock(file);
    ::close(file);
    return fail(
        Error::conflict({"这个数据文件夹正被另一个伴星进程使用，请先停止它",
                         "Another Banxing process works on this data folder; stop it first"}));
}

FolderLock::~FolderLock() {
    if (file_ >= 0) ::close(file_);
}

} // namespace banxing::workplace
