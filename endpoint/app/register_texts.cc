#include "endpoint/app/register_texts.h"

namespace endpoint_app {
namespace {

constexpr std::string_view kPageIndonesian = R"(# Catatan kegiatan pemrosesan data pribadi

Untuk kemajuan belajar di {site}. Dibuat {day} dari basis data yang dipakai (UU 27/2022, pasal 31).
Yang bertanda (isi) hanya diketahui pengendali.

## Pengendali

| hal | keterangan |
|---|---|
| pengendali data | {controller} |
| alamat, telepon, surel | (isi) |
| pejabat pelindungan data, bila ada | (isi) |
| dasar pemrosesan | (isi), misalnya persetujuan: peserta menekan “Simpan di server” |
| pengelola server, dan perjanjian dengannya | (isi) |

## Tujuan

Menyimpan kemajuan belajar agar dapat dilanjutkan di perangkat lain; menyatakan kursus selesai; menunjukkan kepada fasilitator kelas bagian yang sulit.
Program ini tidak meneruskan data kepada siapa pun selain penerima di bawah. Tujuan lain, bila ada: (isi)

## Orang yang datanya disimpan

| orang | jumlah |
|---|---|
| peserta yang menyimpan kemajuannya | {learners} |
| di antaranya yang membatasi pemakaian datanya | {restricted} |
| tempat peserta dalam kelas | {members} |
| kelas, masing-masing dengan satu tautan fasilitator | {classes} |

{children}

## Data

| data | jumlah | menyebut orang? |
|---|---|---|
| id acak peserta dan waktu bergabung | {learners} | tidak; nama, surel, telepon, dan NIK tidak diminta |
| catatan belajar: pelajaran, jawaban, nilai, waktu | {statements} | dengan id acak saja; jawaban dapat mengungkap sesuatu |
| dokumen yang disimpan program | {documents} | sejauh isinya menyebutkan |
| lampiran | {attachments} | sejauh isinya menyebutkan |
| sidik (hash) kode pemulihan | {learners} | tidak |
| sidik (hash) token perangkat | {tokens of learners} | tidak |
| keanggotaan kelas: nomor, nama dan kelompok bila ditulis | {members} | nama, bila ditulis |

## Penerima

{recipients}- Fasilitator {classes} kelas: kemajuan dan jawaban anggota kelasnya, tanpa id peserta.
- Pihak lain: (isi)

## Masa simpan

{retention}
Cadangan disimpan selama: (isi)

## Pengamanan

- Kode pemulihan disimpan sebagai sidik Argon2id, token dan rahasia kunci sebagai sidik SHA-256; percobaan menebak kode dibatasi.
- Setiap token hanya membuka data satu peserta; setiap kunci hanya membuka yang tertulis di atas.
- Catatan permintaan tidak memuat alamat, id, atau kunci. Penghapusan berlaku untuk semua data peserta dan diberi tanda terima.
- Sambungan terenkripsi (HTTPS), pembaruan, dan siapa yang dapat masuk ke server: (isi)

## Tempat

{store}
Server berada di: (isi). Pengiriman ke luar negeri: (isi)

## Hak peserta

Melihat, mengunduh, membatasi, dan menghapus data serta menarik persetujuan: di halaman “Kemajuan saya”, atau melalui pengelola dengan perintah `export`, `restrict`,
`erase`. Permintaan dan kejadian yang ditangani, dengan tanggalnya: (isi)
)";

constexpr std::string_view kPageEnglish = R"(# Register of processing of personal data

For learning progress at {site}. Made on {day} from the database in use (UU 27/2022, article 31).
What is marked (fill in) only the controller knows.

## Controller

| matter | |
|---|---|
| controller | {controller} |
| address, telephone, e-mail | (fill in) |
| data protection officer, if any | (fill in) |
| legal basis | (fill in), for example consent: the learner taps “Keep it on the server” |
| who runs the server, and the agreement with them | (fill in) |

## Purposes

To keep learning progress so that it goes on with another device; to say that a course is completed; to show a class's facilitator what is hard.
The program hands data to nobody but the recipients below. Other purposes, if any: (fill in)

## Persons

| persons | number |
|---|---|
| learners who keep their progress here | {learners} |
| of these, with restricted processing | {restricted} |
| places of learners in classes | {members} |
| classes, each with one facilitator's link | {classes} |

{children}

## Data

| data | number | names a person? |
|---|---|---|
| a learner's random id, and when they joined | {learners} | no; no name, e-mail, telephone or NIK is asked for |
| statements: lessons, answers, scores, times | {statements} | by the random id alone; answers may be telling |
| documents that programs stored | {documents} | as far as they say it |
| attachments | {attachments} | as far as they say it |
| hashes of recovery codes | {learners} | no |
| hashes of devices' tokens | {tokens of learners} | no |
| memberships in classes: number, name and group if written | {members} | the name, if written |

## Recipients

{recipients}- The facilitators of {classes} classes: progress and answers of their members, without learners' ids.
- Others: (fill in)

## Retention

{retention}
Backups are kept for: (fill in)

## Security

- Recovery codes are kept as Argon2id hashes, tokens and secrets of keys as SHA-256 hashes; guessing codes is limited.
- A token opens one learner's data alone; a key opens what is written above alone.
- The request log has no addresses, ids or keys. Erasing takes all of a learner's data and gives a receipt.
- Encrypted connections (HTTPS), updates, and who can enter the server: (fill in)

## Place

{store}
The server stands in: (fill in). Transfer abroad: (fill in)

## Learners' rights

To see, download, restrict and erase the data and to withdraw consent: on the page “My progress”, or through the administrator with the commands `export`,
`restrict`, `erase`. Requests and incidents that were dealt with, with their dates: (fill in)
)";

constexpr RegisterTexts kIndonesianTexts{
    kPageIndonesian, "(isi)", "- Kunci `{key}`, sejak {day}: {scopes}. Dipakai oleh: (isi)\n", "- Tidak ada program lain yang memegang kunci.\n",
    "Anak: ada kursus untuk usia {age} tahun ke atas. Yang menyatakan sudah cukup umur: {self}; dengan persetujuan orang tua atau wali: {guardian}.",
    "Anak: tidak ada kursus dengan batas usia, jadi usia dan persetujuan orang tua atau wali tidak ditanyakan.",
    "Peserta yang tidak aktif selama {months} bulan dihapus (`sanggar-endpoint expire --unused-for {months}`).",
    "Sampai peserta menghapusnya; masa simpan bagi yang tidak aktif: (isi)",
    "Berkas SQLite `{file}`.", "Basis data PostgreSQL."};

constexpr RegisterTexts kEnglishTexts{
    kPageEnglish, "(fill in)", "- The key `{key}`, since {day}: {scopes}. Used by: (fill in)\n", "- No other program holds a key.\n",
    "Children: there are courses for ages {age} and up. Said to be old enough: {self}; with the consent of a parent or guardian: {guardian}.",
    "Children: no course has a minimum age, so neither age nor a guardian's consent is asked for.",
    "Learners who have not been there for {months} months are erased (`sanggar-endpoint expire --unused-for {months}`).",
    "Until the learner erases them; retention for those who have left: (fill in)",
    "The SQLite file `{file}`.", "A PostgreSQL database."};

}  // namespace

const RegisterTexts& register_texts(std::string_view language) { return language == "en" ? kEnglishTexts : kIndonesianTexts; }

}  // namespace endpoint_app
